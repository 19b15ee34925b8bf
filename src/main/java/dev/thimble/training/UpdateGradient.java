package dev.thimble.training;

import dev.thimble.corpus.Batch;
import dev.thimble.model.Gradient;
import dev.thimble.model.Seq2SeqModel;
import java.util.List;

/** The gradient of an update, accumulated over its batches one by one. For one thread. */
final class UpdateGradient {
  private final Seq2SeqModel model;
  private final Optimizer optimizer;
  private final TrainingConfig config;

  UpdateGradient(Seq2SeqModel model, Optimizer optimizer, TrainingConfig config) {
    this.model = model;
    this.optimizer = optimizer;
    this.config = config;
  }

  /**
   * The gradient of the mean loss per token of some batches; the caller closes it.
   *
   * @param batches at least one
   * @param update its number, from 1, which decides the dropout
   */
  Gradient of(List<Batch> batches, long update) {
    long seed = config.seed() * 0x9E3779B97F4A7C15L + update;
    Gradient mean = gradient(batches.get(0), seed);
    try {
      for (Batch batch : batches.subList(1, batches.size())) {
        seed += 0xBF58476D1CE4E5B9L; // far from the seeds of other updates
        mean = optimizer.joined(mean, gradient(batch, seed));
      }
      return mean;
    } catch (Throwable e) {
      mean.close();
      throw e;
    }
  }

  private Gradient gradient(Batch batch, long seed) {
    return model.gradient(batch, config.regularization(), config.computeType(), seed);
  }
}
