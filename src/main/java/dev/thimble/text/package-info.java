/**
 * Operations from text to text, without pieces or ids: masking of entities, glossaries, removal of
 * invisible characters, sentence splitting, and Python's rules for white space and lower case.
 *
 * <p>Entry: {@code Masking}; {@code Glossary} for applications.
 *
 * <p>Internal: {@code Entity}, {@code EntityFinder}, {@code Insets}, {@code InvisibleCharacters},
 * {@code MaskedPair}, {@code MaskedText}, {@code Mark}, {@code NumberDifference}, {@code
 * PairedSpan}, {@code ProtectedText}, {@code PythonText}, {@code SentenceLayout}, {@code
 * SentenceSplitter}, {@code SpelledEntities}.
 *
 * <p>May import: nothing of Thimble but {@code integrity}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: every class is thread-safe.
 */
@NullMarked
package dev.thimble.text;

import org.jspecify.annotations.NullMarked;
