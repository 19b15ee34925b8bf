package dev.thimble.search;

/**
 * The outcome of one decoding step; the receiver closes both parts.
 *
 * @param state the state after the step
 * @param logProbs log-probabilities of each row's next piece
 * @param <S> the decoder's state
 */
public record Step<S extends AutoCloseable>(S state, LogProbs logProbs) {}
