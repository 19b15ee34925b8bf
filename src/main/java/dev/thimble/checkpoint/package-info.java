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
 * <p>Threads: what is read is immutable; of two writers of one folder the last wins.
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
 * <p>Every file must be a regular file or a symbolic link to one. What it takes to read them is
 * bounded: 4 MiB of manifest, 64 MiB of a vocabulary, 1 MiB of a safetensors header; weights have
 * the shapes that {@code model} asks for and are finite.
 *
 * <h2>Replacing a folder</h2>
 *
 * <p>A new {@code NAME} is built whole as the sibling {@code .NAME.ID.new}, with an ID of its own,
 * and synced; then {@code NAME} becomes {@code .NAME.ID.old}, the new one becomes {@code NAME}, and
 * the old one is deleted. Several writers never mix: the last to finish wins. A crash before the
 * first rename leaves {@code NAME} as it was; between the two it leaves {@code .NAME.ID.old} and no
 * {@code NAME}, and the next read or write renames it back; after the second the new folder stands.
 * The next write clears away what a crash left over, half-built folders once nobody has written to
 * them for an hour. If {@code NAME} is a symbolic link, it stays, and what it leads to is replaced.
 */
@NullMarked
package dev.thimble.checkpoint;

import org.jspecify.annotations.NullMarked;
