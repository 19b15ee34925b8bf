/**
 * Scores of translations against references: BLEU, chrF, chrF++ and TER equal to sacreBLEU 2.6,
 * ROUGE equal to rouge_score 0.1.2, exact match, length ratio; and how sure they are.
 *
 * <p>Entry: {@code CorpusMetric}, made as {@code new Bleu(config)} {@code new Chrf(config)} and so
 * on; a corpus too large for memory goes line by line through {@code CorpusScorer}. {@code
 * TokenizerFit} tells whether a metric's words fit the script of a text.
 *
 * <p>May import: nothing of Thimble's own.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}, or anything that needs native
 * code.
 *
 * <p>Threads: metrics, configurations and scores are immutable and may be shared; a {@code
 * CorpusScorer} belongs to one thread.
 */
@NullMarked
package dev.thimble.metric;

import org.jspecify.annotations.NullMarked;
