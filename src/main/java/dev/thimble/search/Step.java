package dev.thimble.search;

/**
 * The outcome of one decoding step. Whoever receives it closes both parts.
 *
 * @param state the decoder's state after the step
 * @param logProbs log-probabilities of the next piece of each row
 * @param <S> the decoder's state
 */
public record Step<S extends AutoCloseable>(S state, LogProbs logProbs) {}
