package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.Calibration.Term;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Placement;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Confidences by given calibrations, without a model. */
class ConfidenceTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(List.of("a b"), new VocabularyConfig(264, 1, true, List.of(), 16));

  private static Hypothesis written(String text, float... logProbs) {
    double sum = 0;
    for (float logProb : logProbs) {
      sum += logProb;
    }
    int[] ids = new int[text.length()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = VOCABULARY.id(text.substring(i, i + 1));
    }
    return new Hypothesis(ids, logProbs, sum, sum, true, Placement.FREE);
  }

  private static Evidence evidence(@Nullable Hypothesis channel) {
    Candidate found = new Candidate(written("ab", -0.25f, -1, -0.125f), channel, null);
    Candidate other = Candidate.of(written("b", -2, -0.5f));
    int[] source = written("abba").ids();
    return new Evidence(source, VOCABULARY, VOCABULARY, found, List.of(other));
  }

  /* Every feature has another term. */
  private static Confidence confidence(boolean withChannel) {
    List<ConfidenceFeature> features = new ArrayList<>(ConfidenceFeature.known(withChannel));
    Map<String, Term> terms = new LinkedHashMap<>();
    for (ConfidenceFeature feature : features) {
      int n = terms.size();
      terms.put(feature.name(), new Term(n / 16.0, 1 + n / 7.0, 0.3 - n / 20.0));
    }
    return new Confidence(new Calibration(60, 0.5, terms, 0, List.of()));
  }

  @Test
  void channelChangesNoConfidenceOfAPlainCalibration() {
    double confidence = confidence(false).of(evidence(null));
    assertThat(confidence).isEqualTo(0.5153397378235344);
    assertThat(confidence(false).of(evidence(written("abba", -9, -9)))).isEqualTo(confidence);
  }

  @Test
  void sourceThatTheChannelDoesNotExpectLowersTheConfidence() {
    Map<String, Term> terms = new LinkedHashMap<>();
    ConfidenceFeature.known(true).forEach(one -> terms.put(one.name(), new Term(0, 1, 0.5)));
    Confidence confidence = new Confidence(new Calibration(60, 0, terms, 0, List.of()));
    double likely = confidence.of(evidence(written("abba", -0.5f, -0.25f, -0.5f)));
    double unlikely = confidence.of(evidence(written("abba", -0.5f, -4, -0.5f)));
    assertThat(unlikely).isLessThan(likely);
  }
}
