/**
 * The model folder on disk: manifest, weights, vocabularies and provenance, written as a whole or
 * not at all.
 *
 * <p>Entry: {@code ModelFolder}, which reads and writes a folder. It throws a {@code
 * CheckpointException} for a folder that it cannot use.
 *
 * <p>May import: {@code model}, {@code vocabulary}, {@code sentencepiece}, {@code text}.
 *
 * <p>May not import: {@code training}, {@code translation}, {@code report}, {@code metric}, {@code
 * cli}, nor {@code ai.djl}.
 *
 * <p>Threads: {@code ModelFolder} is thread-safe; of two writers of one folder the last one wins.
 *
 * <h2>Format, version 9</h2>
 *
 * <p>A folder contains only these files, and no folders.
 *
 * <ul>
 *   <li>{@code manifest.json}, UTF-8 JSON, one object:
 *       <ul>
 *         <li>{@code kind}: {@code "thimble-model"}
 *         <li>{@code formatVersion}: {@code 9} if the encoder has more layers than the decoder,
 *             which starts from its top ones; else {@code 8} if the context pooling is ATTENTIVE or
 *             the context feed GATED; else {@code 7} if the weights are I8; else {@code 6} if the
 *             context pooling is CONCAT; else {@code 5} if the cell is GRU_RESET_BEFORE or
 *             LSTM_PEEPHOLE or the model is a language model, with {@code encoderLayers} 0; else
 *             {@code 4} if the model masks entities; else {@code 3} if it has layer normalization
 *             or residual connections; else {@code 2}. The {@code model} of versions up to 8 has no
 *             {@code bridgeFromTop}, which is then false. That of versions up to 5 has no {@code
 *             contextPooling}, which is then {@code LAST}. That of versions 1 and 2 has no {@code
 *             layerNorm} and {@code residual}, and that of version 1 no {@code scaledEmbeddings};
 *             these are then false
 *         <li>{@code model}: every component of {@code ModelConfig} by its name, enums by their
 *             names, {@code specialTokens} as an object of {@code pad}, {@code unk}, {@code bos},
 *             {@code eos}
 *         <li>{@code masking}, from version 4 on: every component of {@code MaskingConfig} by its
 *             name, {@code kinds} as a list of names
 *         <li>{@code calibration}, optional: every component of {@code Calibration} by its name,
 *             {@code terms} as an object of objects, {@code kinds} as a list of objects
 *         <li>{@code channelCalibration}, optional, ignored by versions of Thimble that do not know
 *             it: every component of {@code ChannelCalibration} by its name, {@code calibration} as
 *             above
 *         <li>{@code files}: every other file by its name, with {@code bytes} (its size) and {@code
 *             sha256} (lower-case hexadecimal)
 *         <li>{@code provenance}: every component of {@code Provenance} by its name; {@code data}
 *             is a list of objects, {@code options}, {@code versions} and {@code scores} are
 *             objects; a score that is not finite is {@code "NaN"}, {@code "Infinity"} or {@code
 *             "-Infinity"}
 *       </ul>
 *       In {@code model}, {@code masking}, {@code calibration}, {@code channelCalibration} and
 *       {@code provenance}, a name that is missing, unknown or repeated, and a null value, are
 *       errors.
 *   <li>{@code weights.safetensors}: the parameters by torch name, all F32 or all F16, or all
 *       matrices I8 and the rest F32. An I8 matrix (M, F) has a tensor (M) of its name and {@code
 *       .scale}, F32; a value is its byte times the scale of its row. Eight bytes give the length
 *       of the header as a little-endian integer; the header is a JSON object of {@code dtype},
 *       {@code shape} and {@code data_offsets} (start and end, from the header's end) by tensor
 *       name, padded with spaces to a multiple of eight, and {@code __metadata__}, if present,
 *       holds text by name; the values follow, little-endian, row-major, without gap or overlap, to
 *       the file's last byte.
 *   <li>{@code vocabulary.model} if both sides share one vocabulary, else {@code source.model} and
 *       {@code target.model}: SentencePiece models, with the number of pieces and the control ids
 *       that {@code model} states. With {@code masking}, every symbol of {@code MaskingConfig} is a
 *       user-defined symbol of them.
 *   <li>{@code lexicon.txt}, with {@code masking}: the source words that the model is trusted to
 *       translate, UTF-8, on each line a word, a tab and its count in the training corpus.
 *   <li>Further safetensors files of the writer, always F32, such as the state of a training run.
 *       Their names consist of letters, digits, {@code .}, {@code _} and {@code -}.
 * </ul>
 *
 * <p>The folder may be in any file system, or in a zip or jar file ({@code ModelLocation}). Every
 * file must be a regular file or a symbolic link to one; links in zip files are not followed.
 * Limits bound the memory to read them: 4 MiB for the manifest, 64 MiB for a vocabulary, 16 MiB for
 * a lexicon, 1 MiB for a safetensors header. Weights must have the shapes that follow from {@code
 * model} and be finite.
 *
 * <h2>Replacing a folder</h2>
 *
 * <p>A new {@code NAME} is built as the sibling {@code .NAME.ID.new} with a unique ID and synced;
 * then {@code NAME} is renamed to {@code .NAME.ID.old}, the new folder is renamed to {@code NAME},
 * and the old one is deleted. Concurrent writers never mix their files: the last to finish wins. A
 * crash before the first rename leaves {@code NAME} as it was. A crash between the two leaves
 * {@code .NAME.ID.old} and no {@code NAME}, and the next read or write renames it back. After the
 * second rename the new folder is in place. The next write deletes the remains of a crash; it
 * deletes an unfinished folder only after an hour without writes. If {@code NAME} is a symbolic
 * link, it stays, and the folder that it points to is replaced.
 */
@NullMarked
package dev.thimble.checkpoint;

import org.jspecify.annotations.NullMarked;
