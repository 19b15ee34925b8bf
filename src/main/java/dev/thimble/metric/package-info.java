/**
 * Metrics that compare translations with references: BLEU, chrF, chrF++ and TER with the values of
 * sacreBLEU 2.6, ROUGE with those of rouge_score 0.1.2, word and character error rate, exact match
 * and length ratio; confidence intervals and significance tests.
 *
 * <p>Entry: {@code CorpusMetric}, implemented by {@code Bleu}, {@code Chrf} and the other metrics;
 * {@code CorpusScorer} for a corpus that does not fit in memory; {@code Significance}.
 *
 * <p>Internal: {@code WordDifference}.
 *
 * <p>May import: {@code text}.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: every public class is immutable and thread-safe, except {@code CorpusScorer}.
 */
@NullMarked
package dev.thimble.metric;

import org.jspecify.annotations.NullMarked;
