/**
 * Scores of translations against references, equal to those of sacreBLEU; pure Java, usable without
 * any model.
 *
 * <p>Entry: {@code Bleu} and {@code Chrf}, each a {@code CorpusMetric}.
 *
 * <p>May import: nothing of Thimble.
 *
 * <p>May not import: any other package of Thimble, {@code ai.djl}.
 *
 * <p>Threads: metrics are immutable and thread-safe.
 */
@NullMarked
package dev.thimble.metric;

import org.jspecify.annotations.NullMarked;
