/**
 * The model folder on disk: manifest, weights, vocabulary, provenance; written whole or not at all.
 *
 * <p>Entry: {@code ModelFolder}, which reads and writes a folder; a folder it refuses raises {@code
 * CheckpointException}.
 *
 * <p>May import: {@code model}, {@code vocabulary}, {@code sentencepiece}, and {@code ai.djl}.
 *
 * <p>May not import: {@code training}, {@code translation}, {@code report}, {@code metric}, {@code
 * cli}.
 *
 * <p>Threads: what is read is immutable; two writers of one folder must take turns.
 *
 * <h2>Format, version 2</h2>
 *
 * <p>A folder holds only these files; one more directory level is never used.
 *
 * <ul>
 *   <li>{@code manifest.json}, UTF-8 JSON, one object:
 *       <ul>
 *         <li>{@code kind}: {@code "thimble-model"}
 *         <li>{@code formatVersion}: {@code 2}; version 1, which knew no scaled embeddings and
 *             lacks that name in {@code model}, is read, too
 *         <li>{@code model}: every component of {@code ModelConfig} by its name, enums by their
 *             names, {@code specialTokens} as an object of {@code pad}, {@code unk}, {@code bos},
 *             {@code eos}
 *         <li>{@code files}: every other file by its name, with {@code bytes} (its size) and {@code
 *             sha256} (lower-case hexadecimal)
 *         <li>{@code provenance}: every component of {@code Provenance} by its name; {@code data}
 *             is a list of objects, {@code options}, {@code versions} and {@code scores} are
 *             objects; a score that is no number is {@code "NaN"}, {@code "Infinity"} or {@code
 *             "-Infinity"}
 *       </ul>
 *       A name that is missing, unknown, doubled or null is an error in {@code model} and in {@code
 *       provenance}.
 *   <li>{@code weights.safetensors}: the parameters by torch name, all F32 or all F16. Eight bytes
 *       give the length of the header as a little-endian integer; the header is a JSON object of
 *       {@code dtype}, {@code shape} and {@code data_offsets} (start and end, from the header's
 *       end) by tensor name, padded with spaces to a multiple of eight, and {@code __metadata__},
 *       if there, holds text by name; the values follow, little-endian, row-major, without gap or
 *       overlap, to the file's last byte.
 *   <li>{@code vocabulary.model} if both sides share one vocabulary, else {@code source.model} and
 *       {@code target.model}: SentencePiece models, with as many pieces and the same control ids as
 *       {@code model} says.
 *   <li>Further safetensors files, always F32, that whoever wrote the folder put beside them, such
 *       as a training run's state. Letters, digits, {@code .}, {@code _} and {@code -} make their
 *       names.
 * </ul>
 *
 * <h2>Replacing a folder</h2>
 *
 * <p>A new {@code NAME} is built whole as the sibling {@code .NAME.new} and synced; then {@code
 * NAME} becomes {@code .NAME.old}, {@code .NAME.new} becomes {@code NAME}, and {@code .NAME.old} is
 * deleted. A crash before the first rename leaves {@code NAME} as it was; between the two it leaves
 * {@code .NAME.old} and no {@code NAME}, and the next read or write renames it back; after the
 * second the new folder stands. The next write clears away what a crash left over.
 */
@NullMarked
package dev.thimble.checkpoint;

import org.jspecify.annotations.NullMarked;
