package dev.thimble.training;

import dev.thimble.model.Seq2SeqModel;
import java.util.Map;

/**
 * Computes scores that need more than a loss, such as BLEU of translations of the dev set. Most
 * programs train by the command line, which composes a validator of a translator and BLEU. A test
 * can return a constant map.
 */
@FunctionalInterface
public interface Validator {
  /** Name of the score of {@link TrainingConfig.Selection#BLEU}. */
  String BLEU = "bleu";

  /**
   * Scores the model.
   *
   * @param model the model in training, which must not be changed
   * @return scores by name, for the log and the checkpoints; may be empty
   */
  Map<String, Double> validate(Seq2SeqModel model);
}
