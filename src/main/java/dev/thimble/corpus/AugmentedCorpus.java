package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.text.SentenceSplitter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the examples of a corpus anew in each epoch, as an {@link Augmentation} says. Each example
 * is a function of seed, epoch and pair alone. Keeps the last epoch that it made; without
 * augmentation this serves all epochs. Thread-safe.
 */
public final class AugmentedCorpus implements ExampleSource {
  private static final int MOST_JOINED = 4;

  private static final Set<Character.UnicodeBlock> UNSPACED =
      Set.of(
          Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
          Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
          Character.UnicodeBlock.HIRAGANA,
          Character.UnicodeBlock.KATAKANA);

  private final List<SentencePair> pairs;
  private final Augmentation augmentation;
  private final PairSegmenter segmenter;
  private final long seed;
  private volatile @Nullable Epoch last;

  /** Examples of the pairs; {@code seed} decides all that is random. */
  public AugmentedCorpus(
      List<SentencePair> pairs, Augmentation augmentation, PairSegmenter segmenter, long seed) {
    this.pairs = Require.copyOf(pairs, "pairs");
    this.augmentation = Objects.requireNonNull(augmentation, "augmentation");
    this.segmenter = Objects.requireNonNull(segmenter, "segmenter");
    this.seed = seed;
  }

  private record Epoch(int number, PairFilter.Filtered filtered) {}

  @Override
  public List<Example> epoch(int epoch) {
    return filtered(epoch).examples();
  }

  @Override
  public Map<String, String> settings() {
    return augmentation.settings();
  }

  /** The examples of an epoch, and the numbers of those that the filter dropped. */
  public PairFilter.Filtered filtered(int epoch) {
    Epoch kept = last;
    if (kept == null || (kept.number() != epoch && !augmentation.isNone())) {
      kept = new Epoch(epoch, made(epoch));
      last = kept;
    }
    return kept.filtered();
  }

  private PairFilter.Filtered made(int epoch) {
    long base = mixed(seed + epoch * 0x9E3779B97F4A7C15L);
    return PairFilter.filtered(
        IntStream.range(0, pairs.size())
            .parallel()
            .mapToObj(index -> outcome(index, new SplittableRandom(mixed(base + index))))
            .toList());
  }

  private PairFilter.Outcome outcome(int index, RandomGenerator random) {
    SentencePair pair = joined(pairs.get(index), random);
    String source = augmentation.noise().apply(pair.source(), random);
    return segmenter.outcome(new SentencePair(pair.line(), source, pair.target()));
  }

  /* Pairs with a blank side are not joined: the sides of the line would not correspond. */
  private SentencePair joined(SentencePair pair, RandomGenerator random) {
    if (random.nextDouble() >= augmentation.concatenate() || isBlank(pair)) {
      return pair;
    }
    SentencePair joined = pair;
    int others = 1 + random.nextInt(MOST_JOINED - 1);
    for (int i = 0; i < others; i++) {
      SentencePair other = pairs.get(random.nextInt(pairs.size()));
      if (!isBlank(other)) {
        joined =
            new SentencePair(
                pair.line(),
                joined(joined.source(), other.source()),
                joined(joined.target(), other.target()));
      }
    }
    return joined;
  }

  private static boolean isBlank(SentencePair pair) {
    return SentenceSplitter.isBlank(pair.source()) || SentenceSplitter.isBlank(pair.target());
  }

  /* Chinese and Japanese sentences follow each other without a space. */
  static String joined(String first, String second) {
    String start = first.stripTrailing();
    int end = start.codePointBefore(start.length());
    boolean spaced =
        !Character.isIdeographic(end) && !UNSPACED.contains(Character.UnicodeBlock.of(end));
    return start + (spaced ? " " : "") + second.stripLeading();
  }

  /* Stafford's variant 13 of the finalizer of MurmurHash3, as in SplittableRandom: near seeds give
   * unrelated sequences. */
  private static long mixed(long seed) {
    long z = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
