package dev.thimble.cli;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Batcher;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.SentencePair;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.training.Validator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Validates a model by the BLEU of each dev set and the perplexity of all but the first, which the
 * trainer computes itself. The scores of all but the first are named as in {@code bleu:news.en}.
 */
final class DevScores implements Validator {
  private final List<Scored> sets = new ArrayList<>();
  private final @Nullable DevBleu bleu; // null: not computed

  /* Batches are empty for the first set; of is added to the names of its scores. */
  private record Scored(String of, List<SentencePair> pairs, List<Batch> batches) {}

  /** Scores dev sets; {@code bleu} is null if they are not to be translated. */
  DevScores(
      List<DevSet> dev,
      Segmentations segmentations,
      BatchingConfig batching,
      @Nullable DevBleu bleu) {
    this.bleu = bleu;
    sets.add(new Scored("", dev.get(0).corpus().pairs(), List.of()));
    for (DevSet further : dev.subList(1, dev.size())) {
      sets.add(
          new Scored(
              ":" + further.name(),
              further.corpus().pairs(),
              new Batcher(further.examples(segmentations), batching).inOrder()));
    }
  }

  @Override
  public Map<String, Double> validate(Seq2SeqModel model) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Scored set : sets) {
      if (!set.batches.isEmpty()) {
        scores.put("devPerplexity" + set.of, Math.exp(model.meanLoss(set.batches)));
      }
      if (bleu != null) {
        scores.put(Validator.BLEU + set.of, bleu.score(model, set.pairs));
      }
    }
    return scores;
  }
}
