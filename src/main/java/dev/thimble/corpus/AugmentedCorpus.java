package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.text.EntityKind;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.SentenceSplitter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the examples of a corpus anew in each epoch, as an {@link Augmentation} says. Each example
 * is a function of seed, epoch, pair and number of the copy of the pair alone. Keeps the last epoch
 * that it made; without augmentation this serves all epochs. Thread-safe.
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
  private final @Nullable PairDropout dropout; // null: segmented always the same
  private final @Nullable Example[] segmented; // the pairs of the corpus; each is equal always
  private volatile @Nullable Epoch last;

  /**
   * Examples of the pairs.
   *
   * @param seed decides all that is random
   * @throws IllegalArgumentException if the augmentation has weights for another number of pairs
   * @throws dev.thimble.vocabulary.VocabularyException if BPE-dropout is asked for, and a
   *     vocabulary is not of byte-pair encoding
   */
  public AugmentedCorpus(
      List<SentencePair> pairs, Augmentation augmentation, PairSegmenter segmenter, long seed) {
    this.pairs = Require.copyOf(pairs, "pairs");
    this.augmentation = Objects.requireNonNull(augmentation, "augmentation");
    this.segmenter = Objects.requireNonNull(segmenter, "segmenter");
    this.seed = seed;
    CorpusWeights weights = augmentation.weights();
    if (!weights.parts().isEmpty() && weights.pairs() != pairs.size()) {
      throw new IllegalArgumentException(
          "the weights are for " + weights.pairs() + " pairs, but there are " + pairs.size());
    }
    dropout =
        augmentation.bpeDropout() > 0 ? PairDropout.of(segmenter, augmentation.bpeDropout()) : null;
    segmented = new Example[this.pairs.size()];
  }

  /**
   * The examples of one epoch.
   *
   * @param number of the epoch, from 1
   * @param filtered the examples, and the numbers of those that the filter dropped
   * @param unequal number of pairs dropped since a number, link or the like stands on one side only
   * @param symbols number of symbols in the sources of the examples, by kind; empty without masking
   */
  public record Epoch(
      int number, PairFilter.Filtered filtered, int unequal, Map<EntityKind, Long> symbols) {
    /** Copies the map. */
    public Epoch {
      Objects.requireNonNull(filtered, "filtered");
      Objects.requireNonNull(symbols, "symbols");
      symbols = Collections.unmodifiableMap(new TreeMap<>(symbols));
    }

    /** The numbers of pairs in one line of text. */
    public String summary() {
      String unmasked = String.format(Locale.ROOT, ", %,d with unequal entities", unequal);
      return filtered.summary() + (unequal > 0 ? unmasked : "");
    }
  }

  /** What became of one pair; without outcome if its entities are unequal. */
  private record Made(PairFilter.@Nullable Outcome outcome, List<EntityKind> symbols) {}

  @Override
  public List<Example> epoch(int epoch) {
    return prepared(epoch).filtered().examples();
  }

  @Override
  public Map<String, String> settings() {
    return augmentation.settings();
  }

  /** The examples of an epoch and what was counted when they were made. */
  public Epoch prepared(int epoch) {
    Epoch kept = last;
    if (kept == null || (kept.number() != epoch && !augmentation.isNone())) {
      kept = made(epoch);
      last = kept;
    }
    return kept;
  }

  private Epoch made(int epoch) {
    long base = mixed(seed + epoch * 0x9E3779B97F4A7C15L);
    long[] drawn = drawn(base);
    List<Made> made =
        Arrays.stream(drawn)
            .parallel()
            .mapToObj(number -> made(number, drawn, new SplittableRandom(mixed(base + number))))
            .toList();
    List<PairFilter.Outcome> outcomes =
        made.stream().map(Made::outcome).filter(Objects::nonNull).toList();
    return new Epoch(
        epoch,
        PairFilter.filtered(outcomes),
        made.size() - outcomes.size(),
        made.stream()
            .flatMap(each -> each.symbols().stream())
            .collect(Collectors.groupingBy(kind -> kind, Collectors.counting())));
  }

  /* The pairs of an epoch by number: copy c of pair i has the number c * pairs.size() + i. */
  private long[] drawn(long base) {
    return LongStream.range(0, (long) augmentation.weights().mostCopies() * pairs.size())
        .parallel()
        .filter(number -> isDrawn(number, mixed(base)))
        .toArray();
  }

  private boolean isDrawn(long number, long base) {
    long copy = number / pairs.size();
    double left = augmentation.weights().of(index(number)) - copy;
    return left >= 1
        || (left > 0 && new SplittableRandom(mixed(base + number)).nextDouble() < left);
  }

  private int index(long number) {
    return (int) (number % pairs.size());
  }

  private Made made(long number, long[] drawn, RandomGenerator random) {
    int index = index(number);
    SentencePair pair = joined(pairs.get(index), drawn, random);
    PairMasker masker = augmentation.masker();
    if (masker == null || isBlank(pair)) {
      String source = augmentation.noise().apply(pair.source(), random);
      return new Made(outcome(index, source, pair.target(), random), List.of());
    }
    MaskedPair masked = masker.mask(pair.source(), pair.target(), random);
    if (!masked.clean()) { // perhaps because of another pair
      masked = masker.mask(pairs.get(index).source(), pairs.get(index).target(), random);
    }
    if (!masked.clean()) {
      return new Made(null, List.of());
    }
    String source = augmentation.noise().apply(masked.source(), random);
    PairFilter.Outcome outcome = outcome(index, source, masked.target(), random);
    boolean kept = outcome.verdict() == PairFilter.Verdict.KEPT;
    return new Made(outcome, kept ? Symbols.kinds(source) : List.of());
  }

  private PairFilter.Outcome outcome(
      int index, String source, String target, RandomGenerator random) {
    return segmenter.outcome(
        dropout == null
            ? segmented(index, source, target)
            : dropout.example(new SentencePair(pairs.get(index).line(), source, target), random));
  }

  /* Most sides are in most epochs as they are in the corpus; those are segmented once. */
  private Example segmented(int index, String source, String target) {
    SentencePair pair = pairs.get(index);
    Example plain = segmented[index];
    if (plain == null) {
      plain = segmenter.example(pair);
      segmented[index] = plain;
    }
    boolean sameSource = source.equals(pair.source());
    boolean sameTarget = target.equals(pair.target());
    return new Example(
        plain.index(),
        sameSource ? plain.source() : segmenter.source().ids(source),
        sameTarget ? plain.target() : segmenter.target().ids(target));
  }

  /* Pairs with a blank side are not joined: the sides of the line would not correspond. */
  private SentencePair joined(SentencePair pair, long[] drawn, RandomGenerator random) {
    if (random.nextDouble() >= augmentation.concatenate() || isBlank(pair)) {
      return pair;
    }
    SentencePair joined = pair;
    int others = 1 + random.nextInt(MOST_JOINED - 1);
    for (int i = 0; i < others; i++) {
      SentencePair other = pairs.get(index(drawn[random.nextInt(drawn.length)]));
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
