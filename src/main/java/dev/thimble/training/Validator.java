package dev.thimble.training;

import dev.thimble.model.Seq2SeqModel;
import java.util.Map;

/**
 * Scores a model on what the trainer does not know of: translations of the dev set, say. The
 * command line composes one from translation and BLEU; in tests a constant map does.
 */
@FunctionalInterface
public interface Validator {
  /** The score by which {@code selectByBleu} selects. */
  String BLEU = "bleu";

  /** Scores by name, higher is better; an empty map if there is nothing to say. */
  Map<String, Double> validate(Seq2SeqModel model);
}
