/**
 * Training of a model: teacher forcing, optimizer, learning-rate schedules, validation, early
 * stopping, checkpoints and exact resume.
 *
 * <p>Entry: {@code Trainer}, made of a {@code TrainingRun} and a {@code TrainingConfig}; it reports
 * to a {@code TrainingListener}. A {@code BaseModel} gives a run its initial weights.
 *
 * <p>May import: {@code corpus}, {@code model}, {@code checkpoint}, {@code natives}, and {@code
 * ai.djl}.
 *
 * <p>May not import: {@code translation}, {@code search}, {@code metric}, {@code report}, {@code
 * cli}; scores come through {@code Validator}.
 *
 * <p>Threads: one training run in a JVM at a time, on the thread that started it.
 */
@NullMarked
package dev.thimble.training;

import org.jspecify.annotations.NullMarked;
