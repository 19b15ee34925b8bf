package dev.thimble.search;

/**
 * The result of one decoding step. The receiver closes both parts.
 *
 * @param state the decoder's state after the step
 * @param logProbs log-probabilities of the next piece of each row
 * @param <S> the decoder's state
 */
public record Step<S extends AutoCloseable>(S state, LogProbs logProbs) {}
