package dev.thimble.search;

import java.util.List;

/**
 * Greedy steps that were taken. The receiver closes the state.
 *
 * @param state the decoder's state after the last step
 * @param steps the entry of each row that each step took, (rows, 1); at least one step
 * @param until log-probabilities in the last step of the ids that end a run, as the model gives
 *     them, (rows, ids); empty if {@link GreedySteps#until} has only one id
 * @param <S> the decoder's state
 */
public record GreedyRun<S extends AutoCloseable>(S state, List<Choices> steps, float[][] until) {}
