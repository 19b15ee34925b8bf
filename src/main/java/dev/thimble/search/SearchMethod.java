package dev.thimble.search;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What depends on the strategy while a batch is searched. Immutable. */
sealed interface SearchMethod {
  /** The method of a configuration's strategy. */
  static SearchMethod of(SearchConfig config, int eos, Function<int[], ?> text) {
    return config.strategy() instanceof Beam beam
        ? new Beams(beam, config, eos, text)
        : new Samples((Sampling) config.strategy(), config, eos);
  }

  /** The search of one sentence. */
  SentenceSearch begin(int maxLength, long seed);

  /** Number of open hypotheses that share a beam; 1 if a sentence has none. */
  int width();

  /** Whether each row continues with its best entry. */
  default boolean isGreedy() {
    return false;
  }

  /** Chooses entries of each row of the sentences. */
  Choices choose(LogProbs logProbs, List<SentenceSearch> sentences, Adjustments adjustments);

  /** Beam search, greedy search and diverse beam search. */
  record Beams(Beam beam, SearchConfig config, int eos, Function<int[], ?> text)
      implements SearchMethod {
    @Override
    public int width() {
      return beam.size() / beam.groups();
    }

    @Override
    public boolean isGreedy() {
      return beam.size() == 1;
    }

    @Override
    public SentenceSearch begin(int maxLength, long seed) {
      int nBest = Math.min(width(), config.nBest());
      SentenceBeam.Shape shape = new SentenceBeam.Shape(width(), nBest, beam.stopping(), maxLength);
      List<SentenceBeam> groups =
          IntStream.range(0, beam.groups())
              .mapToObj(group -> new SentenceBeam(shape, config, eos, text))
              .toList();
      return groups.size() == 1
          ? groups.get(0)
          : new DiverseBeam(groups, beam.diversity(), config.nBest(), text);
    }

    /* n + 1 candidates of a row suffice for a beam of n: eos and n others, also where eos is not allowed. A diverse beam of size n also
     * finds the pieces that earlier groups penalize among these. */
    @Override
    public Choices choose(
        LogProbs logProbs, List<SentenceSearch> sentences, Adjustments adjustments) {
      return logProbs.topK(isGreedy() ? 1 : beam.size() + 1, adjustments);
    }
  }

  /** Sampling. */
  record Samples(Sampling sampling, SearchConfig config, int eos) implements SearchMethod {
    @Override
    public int width() {
      return 1;
    }

    @Override
    public SentenceSearch begin(int maxLength, long seed) {
      return new SentenceSamples(config, seed, maxLength, eos);
    }

    @Override
    public Choices choose(
        LogProbs logProbs, List<SentenceSearch> sentences, Adjustments adjustments) {
      long[] keys = sentences.stream().flatMapToLong(SentenceSearch::noiseKeys).toArray();
      return logProbs.draw(keys, sampling, adjustments);
    }
  }
}
