package dev.thimble.translation;

import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.Placement;
import dev.thimble.vocabulary.Vocabulary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A feature from which the quality of a translation is estimated. The names are stored in
 * manifests, so a new meaning needs a new name.
 */
enum ConfidenceFeature {
  /** Mean log-probability of a piece, in nats. */
  MEAN_LOG_PROB {
    @Override
    double of(Evidence evidence) {
      return meanLogProb(evidence.hypothesis());
    }
  },
  /** Log-probability of the whole translation, in nats. */
  LOG_PROB {
    @Override
    double of(Evidence evidence) {
      return evidence.hypothesis().logProb();
    }
  },
  /** Log-probability of the least likely piece, in nats. */
  LOWEST_LOG_PROB {
    @Override
    double of(Evidence evidence) {
      return lowestLogProb(evidence.hypothesis());
    }
  },
  /** Share of the pieces with a probability under 1/2. */
  UNLIKELY_PIECES {
    @Override
    double of(Evidence evidence) {
      int unlikely = 0;
      for (float logProb : evidence.hypothesis().logProbs()) {
        unlikely += logProb < LOG_HALF ? 1 : 0;
      }
      return (double) unlikely / length(evidence.hypothesis());
    }
  },
  /**
   * Mean chrF2 of the other texts that the search found against the translation, from 0 to 1; 1 if
   * it found no other.
   */
  AGREEMENT {
    @Override
    double of(Evidence evidence) {
      List<String> translation = List.of(evidence.text(evidence.candidate()));
      return evidence.others().stream()
          .map(evidence::text)
          .filter(text -> !translation.contains(text))
          .limit(MOST_OTHERS)
          .mapToDouble(text -> CHRF.score(CHRF.statistics(text, translation)).value() / 100)
          .average()
          .orElse(1);
    }
  },
  /** 1 if the search found no other hypothesis, as greedy search does; else 0. */
  ALONE {
    @Override
    double of(Evidence evidence) {
      return evidence.others().isEmpty() ? 1 : 0;
    }
  },
  /** Logarithm of the number of source pieces. */
  SOURCE_LENGTH {
    @Override
    double of(Evidence evidence) {
      return Math.log(evidence.source().length);
    }
  },
  /** Logarithm of the number of target pieces for each source piece. */
  LENGTH_RATIO {
    @Override
    double of(Evidence evidence) {
      return Math.log((double) length(evidence.hypothesis()) / evidence.source().length);
    }
  },
  /** Logarithm of the number of characters of the translation, plus 1. */
  TEXT_LENGTH {
    @Override
    double of(Evidence evidence) {
      return Math.log1p(evidence.text(evidence.candidate()).length());
    }
  },
  /**
   * Share of the source pieces that are a single character, a byte or unknown, as in rare words.
   */
  SPELLED_SOURCE {
    @Override
    double of(Evidence evidence) {
      Vocabulary source = evidence.sourceVocabulary();
      long spelled =
          Arrays.stream(evidence.source())
              .filter(id -> id == source.specialTokens().unk() || isSpelled(source.piece(id)))
              .count();
      return (double) spelled / evidence.source().length;
    }
  },
  /** Share of the pairs of adjacent target pieces that occur earlier in the translation. */
  REPETITION {
    @Override
    double of(Evidence evidence) {
      int[] ids = evidence.hypothesis().ids();
      Set<Long> pairs = new HashSet<>();
      for (int i = 1; i < ids.length; i++) {
        pairs.add((long) ids[i - 1] << Integer.SIZE | ids[i]);
      }
      return ids.length < 2 ? 0 : 1 - (double) pairs.size() / (ids.length - 1);
    }
  },
  /** 1 if the model would have ended without an entity of the source; else 0. */
  FORCED_PLACEMENT {
    @Override
    double of(Evidence evidence) {
      return evidence.hypothesis().placement() == Placement.FORCED ? 1 : 0;
    }
  },
  /** 1 if the translation was cut at the length limit; else 0. */
  CUT {
    @Override
    double of(Evidence evidence) {
      return evidence.hypothesis().finished() ? 0 : 1;
    }
  },
  /** Mean log-probability of a piece of the source by the channel, in nats. */
  CHANNEL_MEAN_LOG_PROB(true) {
    @Override
    double of(Evidence evidence) {
      return meanLogProb(evidence.channel());
    }
  },
  /** Log-probability of the whole source by the channel, in nats. */
  CHANNEL_LOG_PROB(true) {
    @Override
    double of(Evidence evidence) {
      return evidence.channel().logProb();
    }
  },
  /** Log-probability of the least likely piece of the source by the channel, in nats. */
  CHANNEL_LOWEST_LOG_PROB(true) {
    @Override
    double of(Evidence evidence) {
      return lowestLogProb(evidence.channel());
    }
  };

  private static final double LOG_HALF = Math.log(0.5);
  private static final int MOST_OTHERS = 4; // bounds the cost
  private static final Chrf CHRF = new Chrf(ChrfConfig.defaults());

  private final boolean needsChannel;

  ConfidenceFeature() {
    this(false);
  }

  ConfidenceFeature(boolean needsChannel) {
    this.needsChannel = needsChannel;
  }

  /**
   * The features of a translation, in the order of their declaration.
   *
   * @param channel whether a channel has scored the translation
   */
  static List<ConfidenceFeature> known(boolean channel) {
    return Arrays.stream(values()).filter(feature -> channel || !feature.needsChannel).toList();
  }

  /** The value; finite. */
  abstract double of(Evidence evidence);

  private static double meanLogProb(Hypothesis written) {
    return written.logProb() / length(written);
  }

  private static double lowestLogProb(Hypothesis written) {
    double lowest = 0;
    for (float logProb : written.logProbs()) {
      lowest = Math.min(lowest, logProb);
    }
    return lowest;
  }

  private static int length(Hypothesis written) {
    return Math.max(1, written.logProbs().length);
  }

  private static boolean isSpelled(String piece) {
    String text = piece.startsWith("\u2581") ? piece.substring(1) : piece;
    return text.codePointCount(0, text.length()) <= 1 || text.matches("<0x\\p{XDigit}{2}>");
  }
}
