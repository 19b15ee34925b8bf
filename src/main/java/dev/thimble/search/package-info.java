/**
 * Beam search, greedy search, diverse beam search, sampling, ensembles and minimum-Bayes-risk
 * choice over any model that implements {@code StepScorer}.
 *
 * <p>Entry: {@code SearchConfig}, the options of a search. {@code Search} runs it over a {@code
 * StepScorer} with one {@code SearchTask} for each sentence.
 *
 * <p>Internal: {@code Adjustments}, {@code Choices}, {@code EnsembleScorer}, {@code EnsembleState},
 * {@code GreedyRun}, {@code GreedySteps}, {@code Hypothesis}, {@code LogProbs}, {@code
 * MinimumBayesRisk}, {@code Search}, {@code SearchListener}, {@code SearchTask}, {@code Step},
 * {@code StepScorer}.
 *
 * <p>May import: {@code vocabulary}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: searches are stateless; they are thread-safe if the scorer is.
 */
@NullMarked
package dev.thimble.search;

import org.jspecify.annotations.NullMarked;
