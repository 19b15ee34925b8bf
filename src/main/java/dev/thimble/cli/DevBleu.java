package dev.thimble.cli;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.SentencePair;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BleuTokenizer;
import dev.thimble.metric.TokenizerFit;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.translation.LongInput;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.util.List;

/**
 * Scores a model by the BLEU of its greedy translations of a dev set. The tokenizer is 13a, or zh
 * or char where 13a would take whole phrases as one word.
 */
final class DevBleu {
  /** One batch at a time, on the threads that the training uses. */
  private static final ServingConfig SERVING = ServingConfig.defaults().withThreads(1, 0);

  /** Splits long sentences: an error would end the training. */
  private static final TranslationOptions OPTIONS =
      TranslationOptions.greedy().toBuilder()
          .splitSentences(false) // as the model is trained: a line may be an abstract to summarize
          .longInput(LongInput.SPLIT)
          .build();

  private final Segmentations segmentations;

  DevBleu(Segmentations segmentations) {
    this.segmentations = segmentations;
  }

  double score(Seq2SeqModel model, List<SentencePair> pairs) {
    List<String> sources = pairs.stream().map(SentencePair::source).toList();
    List<String> references = pairs.stream().map(SentencePair::target).toList();
    try (Translator translator = Translator.of(model, segmentations, OPTIONS, SERVING)) {
      List<String> hypotheses =
          translator.translateAll(sources).stream().map(Translation::text).toList();
      BleuTokenizer tokenizer = TokenizerFit.bleuTokenizer(references);
      Bleu bleu = new Bleu(BleuConfig.defaults().withTokenizer(tokenizer));
      return bleu.score(hypotheses, List.of(references)).value();
    }
  }
}
