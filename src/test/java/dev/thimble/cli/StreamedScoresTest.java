package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.Score;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamedScoresTest {
  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, IllegalArgumentException.class})
  void failureOfAMetricReachesTheCaller(Class<? extends Throwable> type) throws Exception {
    Throwable failure = type.getConstructor(String.class).newInstance("failure");
    StreamedScores scores = new StreamedScores(List.of(new FailingMetric(failure)), 1, false);
    assertThatThrownBy(() -> read(scores)).isSameAs(failure);
  }

  private static void read(StreamedScores scores) throws IOException {
    ScoringText text = ScoringText.of("text", List.of("a"));
    try (ScoringTexts lines = ScoringTexts.open(List.of(text, text))) {
      scores.read(lines, List.of(text));
    }
  }

  private record FailingMetric(Throwable failure) implements CorpusMetric {
    @Override
    public String signature(int references) {
      return "";
    }

    @Override
    public double[] statistics(String hypothesis, List<? extends @Nullable String> references) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }

    @Override
    public Score score(double[] statistics) {
      throw new AssertionError("no statistics were made");
    }
  }
}
