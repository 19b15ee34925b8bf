package dev.thimble.cli;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.SentencePair;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BleuTokenizer;
import dev.thimble.metric.TokenizerFit;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.text.MaskedText;
import dev.thimble.text.Masking;
import dev.thimble.training.Validator;
import dev.thimble.translation.LongInput;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Validates a model by the BLEU of its greedy translations of the dev set; an empty set gives no
 * score. The tokenizer is 13a, or zh or char where 13a would take whole phrases as one word.
 */
final class DevBleu implements Validator {
  /** One batch at a time, on the threads that the training uses. */
  private static final ServingConfig SERVING = ServingConfig.defaults().withThreads(1, 0);

  /** Splits long sentences: an error would end the training. */
  private static final TranslationOptions OPTIONS =
      TranslationOptions.greedy().toBuilder().longInput(LongInput.SPLIT).build();

  private final List<SentencePair> pairs;
  private final Segmentations segmentations;
  private final @Nullable Masking masking;

  DevBleu(List<SentencePair> pairs, Segmentations segmentations, @Nullable Masking masking) {
    this.pairs = pairs;
    this.segmentations = segmentations;
    this.masking = masking;
  }

  @Override
  public Map<String, Double> validate(Seq2SeqModel model) {
    if (pairs.isEmpty()) {
      return Map.of();
    }
    List<String> sources = pairs.stream().map(SentencePair::source).toList();
    List<String> references = pairs.stream().map(SentencePair::target).toList();
    try (Translator translator = Translator.of(model, segmentations, OPTIONS, SERVING)) {
      List<String> hypotheses = translations(translator, sources);
      BleuTokenizer tokenizer = TokenizerFit.bleuTokenizer(references);
      Bleu bleu = new Bleu(BleuConfig.defaults().withTokenizer(tokenizer));
      return Map.of(Validator.BLEU, bleu.score(hypotheses, List.of(references)).value());
    }
  }

  private List<String> translations(Translator translator, List<String> sources) {
    Masking entities = masking;
    if (entities == null) {
      return translator.translateAll(sources).stream().map(Translation::text).toList();
    }
    List<MaskedText> masked =
        sources.stream().map(source -> entities.mask(source, List.of())).toList();
    List<Translation> translated =
        translator.translateAll(masked.stream().map(MaskedText::text).toList());
    return IntStream.range(0, masked.size())
        .mapToObj(i -> masked.get(i).unmask(translated.get(i).text()))
        .toList();
  }
}
