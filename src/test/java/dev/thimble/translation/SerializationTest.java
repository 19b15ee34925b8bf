package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.ErrorRate;
import dev.thimble.metric.ExactMatch;
import dev.thimble.metric.LengthRatio;
import dev.thimble.metric.Rouge;
import dev.thimble.metric.RougeConfig;
import dev.thimble.metric.Ter;
import dev.thimble.metric.TerConfig;
import dev.thimble.search.Sampling;
import dev.thimble.text.Glossary;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a program sends to other machines. */
final class SerializationTest {
  @SuppressWarnings("unchecked")
  private static <T> T sent(T value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (T) in.readObject();
    }
  }

  @Test
  void optionsArriveEqual() throws Exception {
    TranslationOptions options =
        TranslationOptions.builder()
            .strategy(Sampling.defaults())
            .nBest(3)
            .suppressed(List.of("a"))
            .protectedPatterns(List.of("[A-Z]+"))
            .minConfidence(0.3, LowConfidence.MARK)
            .build();
    assertThat(sent(options)).isEqualTo(options);
    assertThat(sent(ServingConfig.defaults())).isEqualTo(ServingConfig.defaults());
  }

  @Test
  void glossaryFindsTheSameTerms() throws Exception {
    Glossary glossary = Glossary.of(Map.of("hard disk", "disque dur"));
    TranslationOptions options = TranslationOptions.builder().glossary(glossary).build();
    Glossary arrived = sent(options).glossary();
    assertThat(arrived.size()).isEqualTo(1);
    assertThat(arrived.find("A hard disk.")).isEqualTo(glossary.find("A hard disk."));
  }

  @Test
  void metricsScoreTheSame() throws Exception {
    for (CorpusMetric metric :
        List.of(
            new Bleu(BleuConfig.defaults()),
            new Chrf(ChrfConfig.plusPlus()),
            new Ter(TerConfig.defaults()),
            new Rouge(new RougeConfig(RougeConfig.Variant.ROUGE_LSUM, true, true)),
            new ErrorRate(ErrorRate.Unit.WORD, false),
            new ExactMatch(true),
            new LengthRatio(BleuConfig.defaults()))) {
      List<String> reference = List.of("the cat sat on a mat");
      assertThat(sent(metric).statistics("the cat is on the mat", reference))
          .isEqualTo(metric.statistics("the cat is on the mat", reference));
      assertThat(sent(metric).signature(1)).isEqualTo(metric.signature(1));
    }
  }
}
