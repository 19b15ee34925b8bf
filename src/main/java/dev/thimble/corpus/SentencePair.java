package dev.thimble.corpus;

/**
 * A source text and its target text.
 *
 * @param line where it stands in the file, from 1
 * @param source text
 * @param target text
 */
public record SentencePair(long line, String source, String target) {}
