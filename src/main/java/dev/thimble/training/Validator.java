package dev.thimble.training;

import dev.thimble.model.Seq2SeqModel;
import java.util.Map;

/**
 * Computes scores of a model that the trainer itself cannot, such as BLEU of translations of the
 * dev set. Most programs train by the command line, which composes one from translator and BLEU. In
 * tests a constant map will do.
 */
@FunctionalInterface
public interface Validator {
  /** Name of the score of {@link TrainingConfig.Selection#BLEU}. */
  String BLEU = "bleu";

  /**
   * Scores the model.
   *
   * @param model in training, not to be changed
   * @return scores by name, for the log and the checkpoints; may be empty. Higher BLEU is better
   */
  Map<String, Double> validate(Seq2SeqModel model);
}
