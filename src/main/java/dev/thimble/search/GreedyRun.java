package dev.thimble.search;

import java.util.List;

/**
 * The result of one or several greedy steps. The receiver closes the state.
 *
 * @param state the decoder's state after the last step
 * @param steps the entry of each row that each step took, (rows, 1); at least one step
 * @param <S> the decoder's state
 */
public record GreedyRun<S extends AutoCloseable>(S state, List<Choices> steps) {}
