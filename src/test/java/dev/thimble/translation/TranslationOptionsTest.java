package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.text.Glossary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TranslationOptionsTest {
  @Test
  void optionsOutOfRangeAreRefused() {
    TranslationOptions.Builder builder = TranslationOptions.builder();
    assertThatThrownBy(() -> builder.maxLength(-1, 10).build())
        .hasMessageContaining("length factor is -1");
    assertThatThrownBy(() -> builder.maxSourceLength(0).build())
        .hasMessageContaining("maxSourceLength is 0");
    builder.maxSourceLength(1);
    assertThatThrownBy(() -> builder.beamSize(0).build()).hasMessageContaining("beam size is 0");
    assertThatThrownBy(() -> builder.beamSize(3).nBest(4).build())
        .hasMessageContaining("nBest is 4");
    assertThatThrownBy(() -> builder.nBest(1).ranking(Ranking.MBR_BLEU).build())
        .hasMessageContaining("ranking is MBR_BLEU, but nBest is 1");
  }

  @Test
  void builderStartsFromTheDefaults() {
    assertThat(TranslationOptions.builder().build()).isEqualTo(TranslationOptions.defaults());
  }

  @Test
  void builderKeepsAllOptions() {
    TranslationOptions options =
        TranslationOptions.builder()
            .beamSize(7)
            .nBest(3)
            .minLength(2)
            .maxLength(1.5, 4)
            .seed(5)
            .prefix("a")
            .suppressed(List.of("b"))
            .suppressedPieces(List.of("c"))
            .keepSymbols(true)
            .ranking(Ranking.MBR_CHRF)
            .channelWeights(new ChannelWeights(0.25, -0.5))
            .maxSourceLength(99)
            .longInput(LongInput.SPLIT)
            .build();
    assertThat(options.toBuilder().build()).isEqualTo(options);
    assertThat(options.search().nBest()).isEqualTo(3);
    assertThat(options.search().constraints().maxLength().of(10)).isEqualTo(19);
  }

  @Test
  void servingOptionsOutOfRangeAreRefused() {
    ServingConfig serving = ServingConfig.defaults();
    assertThatThrownBy(() -> serving.withBatchSize(0)).hasMessageContaining("batchSize is 0");
    assertThatThrownBy(() -> serving.withQueueCapacity(0))
        .hasMessageContaining("queueCapacity is 0");
    assertThatThrownBy(() -> serving.withMaxWait(Duration.ofMillis(-1)))
        .hasMessageContaining("maxWait is PT-0.001S");
    assertThatThrownBy(() -> serving.withThreads(0, 1)).hasMessageContaining("workers is 0");
    assertThatThrownBy(() -> serving.withThreads(1, -1)).hasMessageContaining("threads is -1");
  }

  @Test
  void summarizerLimitsLengthAndRepetition() {
    TranslationOptions options =
        Summarizer.over(TranslationOptions.builder().beamSize(3).prefix("a").build());
    Constraints constraints = options.search().constraints();
    assertThat(constraints.minLength().of(300)).isEqualTo(5);
    assertThat(constraints.maxLength().of(30)).isEqualTo(20);
    assertThat(constraints.maxLength().of(900)).isEqualTo(200);
    assertThat(constraints.noRepeatNgram()).isEqualTo(3);
    assertThat(options.prefix()).isEqualTo("a");
    assertThat(options.search().strategy()).isEqualTo(Beam.of(3));
    assertThat(options.splitSentences()).isFalse();
  }

  @Test
  void protectedPatternMustBeARegularExpressionThatNeedsText() {
    TranslationOptions.Builder builder = TranslationOptions.builder();
    assertThatThrownBy(() -> builder.protectedPatterns(List.of("(a")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"(a\" is not a regular expression: Unclosed group");
    assertThatThrownBy(() -> builder.protectedPatterns(List.of("a*")).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a protected pattern is a*; it must be one that needs text");
  }

  @Test
  void optionsAboutTextAreKeptByABuilder() {
    Glossary glossary = Glossary.of(Map.of("cat", "chat"));
    TranslationOptions options =
        TranslationOptions.builder()
            .glossary(glossary)
            .protectedPatterns(List.of("a+"))
            .splitSentences(false)
            .build()
            .toBuilder()
            .build();
    assertThat(options.glossary()).isSameAs(glossary);
    assertThat(options.protectedPatterns()).containsExactly("a+");
    assertThat(options.splitSentences()).isFalse();
    assertThat(TranslationOptions.defaults().splitSentences()).isTrue();
  }
}
