package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.SentenceSplitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the examples of a corpus for each epoch, changed by an {@link Augmentation}. Each example
 * depends only on the seed, the epoch, the pair and the number of the pair's copy. Keeps the last
 * epoch that it made, in memory or in a file; without augmentation, all epochs are the same.
 * Thread-safe.
 */
public final class AugmentedCorpus implements ExampleSource {
  private static final int MOST_JOINED = 4;

  private static final Set<Character.UnicodeBlock> UNSPACED =
      Set.of(
          Character.UnicodeBlock.CJK_SYMBOLS_AND_PUNCTUATION,
          Character.UnicodeBlock.HALFWIDTH_AND_FULLWIDTH_FORMS,
          Character.UnicodeBlock.HIRAGANA,
          Character.UnicodeBlock.KATAKANA);

  /** Pairs that are made together, by all processors. */
  private static final int CHUNK = 1 << 14;

  private final List<SentencePair> pairs;
  private final Augmentation augmentation;
  private final PairSegmenter segmenter;
  private final long seed;
  private final @Nullable PairDropout dropout; // null: segmented always the same
  private final @Nullable Stored stored; // null: epochs are in memory
  private volatile @Nullable Epoch last;

  /** Where epochs are stored, and what determines the pairs besides vocabularies and filter. */
  private record Stored(CorpusCache cache, String identity) {}

  /**
   * Makes examples in memory.
   *
   * @param pairs numbered from 1
   * @param augmentation what changes in each epoch
   * @param segmenter makes ids of texts and filters
   * @param seed of all random choices
   * @throws IllegalArgumentException if the augmentation has weights for another number of pairs
   * @throws dev.thimble.vocabulary.VocabularyException if BPE-dropout is asked for, and a
   *     vocabulary is not of byte-pair encoding
   */
  public AugmentedCorpus(
      List<SentencePair> pairs, Augmentation augmentation, PairSegmenter segmenter, long seed) {
    this.pairs = RecordList.copyOf(pairs, "pairs");
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
    stored = null;
  }

  private AugmentedCorpus(AugmentedCorpus other, Stored stored) {
    pairs = other.pairs;
    augmentation = other.augmentation;
    segmenter = other.segmenter;
    seed = other.seed;
    dropout = other.dropout;
    this.stored = stored;
  }

  /**
   * {@return the same examples in files instead of memory: without augmentation in one file that
   * other runs can use, else in one for each epoch}
   *
   * @param cache stores the files
   * @param identity identifies the pairs and the version of their segmentation, for instance with
   *     {@link CorpusCache.Corpora#key}
   */
  public AugmentedCorpus in(CorpusCache cache, String identity) {
    Objects.requireNonNull(cache, "cache");
    Objects.requireNonNull(identity, "identity");
    return new AugmentedCorpus(this, new Stored(cache, identity));
  }

  /**
   * The examples of one epoch.
   *
   * @param number of the epoch, from 1
   * @param filtered the examples, and the numbers of those that the filter dropped
   * @param unequal number of pairs dropped because a number, link or other entity is on one side
   *     only
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

    /** {@return the numbers of pairs in one line of text} */
    public String summary() {
      String unmasked = String.format(Locale.ROOT, ", %,d with unequal entities", unequal);
      return filtered.summary() + (unequal > 0 ? unmasked : "");
    }
  }

  /**
   * The outcome of one pair.
   *
   * @param outcome null if its entities are unequal
   * @param symbols the kinds of the symbols of its source
   */
  record Made(PairFilter.@Nullable Outcome outcome, List<EntityKind> symbols) {
    boolean isKept() {
      return outcome != null && outcome.verdict() == PairFilter.Verdict.KEPT;
    }
  }

  @Override
  public List<Example> epoch(int epoch) {
    return prepared(epoch).filtered().examples();
  }

  @Override
  public Map<String, String> settings() {
    return augmentation.settings();
  }

  /**
   * {@return the examples of an epoch and what was counted when they were made}
   *
   * @param epoch from 1
   */
  public Epoch prepared(int epoch) {
    Epoch kept = last;
    if (kept == null || (kept.number() != epoch && !augmentation.isNone())) {
      kept = made(epoch);
      last = kept;
    }
    return kept;
  }

  private Epoch made(int epoch) {
    EpochMaking making = new EpochMaking(epoch);
    try {
      if (stored == null) {
        List<Example> examples = new ArrayList<>();
        making.run(examples::add, (task, done, total) -> {});
        return making.counts.epoch(epoch, examples);
      }
      CorpusCache cache = stored.cache();
      RecordFormat.Examples format =
          CorpusCache.format(segmenter.source().vocabulary(), segmenter.target().vocabulary());
      CorpusCache.Content content =
          records -> {
            making.run(
                example -> records.add(format.encode(records.records(), example)),
                cache.listener()::onProgress);
            return making.counts.metadata();
          };
      CorpusCache.Stored made =
          augmentation.isNone()
              ? cache.examples(identity(stored.identity()), format, content)
              : cache.epoch(format, content);
      return EpochCounts.of(made.metadata()).epoch(epoch, made.examples());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String identity(String ofPairs) {
    return String.join(
        "\n",
        "ids 1",
        ofPairs,
        segmenter.source().vocabulary().sha256(),
        segmenter.target().vocabulary().sha256(),
        segmenter.filter().toString());
  }

  /** Takes the examples of an epoch in their order. */
  @FunctionalInterface
  private interface Sink {
    void add(Example example) throws IOException;
  }

  /** Hears how many pairs are done. */
  @FunctionalInterface
  private interface Watch {
    void onProgress(String task, long done, long total);
  }

  /** Makes one epoch. */
  private final class EpochMaking {
    final EpochCounts counts = new EpochCounts();
    private final long base;
    private final Draw draw;

    EpochMaking(int epoch) {
      base = mixed(seed + epoch * 0x9E3779B97F4A7C15L);
      draw = drawn(base);
    }

    void run(Sink sink, Watch watch) throws IOException {
      for (long from = 0; from < draw.size(); from += CHUNK) {
        watch.onProgress("segmenting pairs", from, draw.size());
        List<Made> chunk =
            LongStream.range(from, Math.min(from + CHUNK, draw.size()))
                .parallel()
                .map(place -> draw.number((int) place))
                .mapToObj(number -> made(number, draw, new SplittableRandom(mixed(base + number))))
                .toList();
        for (Made each : chunk) {
          counts.add(each);
          if (each.isKept()) {
            sink.add(each.outcome().example());
          }
        }
      }
      watch.onProgress("segmenting pairs", draw.size(), draw.size());
    }
  }

  /**
   * The pairs of an epoch by number: copy c of pair i has the number c * pairs.size() + i.
   *
   * @param numbers null if every pair is there once
   */
  private record Draw(int size, long @Nullable [] numbers) {
    long number(int place) {
      return numbers == null ? place : numbers[place];
    }
  }

  private Draw drawn(long base) {
    if (augmentation.weights().parts().isEmpty()) {
      return new Draw(pairs.size(), null);
    }
    long[] numbers =
        LongStream.range(0, (long) augmentation.weights().mostCopies() * pairs.size())
            .parallel()
            .filter(number -> isDrawn(number, mixed(base)))
            .toArray();
    return new Draw(numbers.length, numbers);
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

  private Made made(long number, Draw drawn, RandomGenerator random) {
    SentencePair original = pairs.get(index(number));
    SentencePair pair = joined(original, drawn, random);
    PairMasker masker = augmentation.masker();
    if (masker == null || isBlank(pair)) {
      String source = augmentation.noise().apply(pair.source(), random);
      return new Made(outcome(original, source, pair.target(), random), List.of());
    }
    MaskedPair masked = masker.mask(pair.source(), pair.target(), random);
    if (!masked.clean()) { // perhaps because of another pair
      masked = masker.mask(original.source(), original.target(), random);
    }
    if (!masked.clean()) {
      return new Made(null, List.of());
    }
    String source = augmentation.noise().apply(masked.source(), random);
    PairFilter.Outcome outcome = outcome(original, source, masked.target(), random);
    return new Made(outcome, Symbols.kinds(source));
  }

  private PairFilter.Outcome outcome(
      SentencePair original, String source, String target, RandomGenerator random) {
    SentencePair pair = new SentencePair(original.line(), source, target);
    return segmenter.outcome(
        dropout == null ? segmenter.example(pair) : dropout.example(pair, random));
  }

  /* Pairs with a blank side are not joined: the sides of the line would not correspond. */
  private SentencePair joined(SentencePair pair, Draw drawn, RandomGenerator random) {
    if (random.nextDouble() >= augmentation.concatenate() || isBlank(pair)) {
      return pair;
    }
    SentencePair joined = pair;
    int others = 1 + random.nextInt(MOST_JOINED - 1);
    for (int i = 0; i < others; i++) {
      SentencePair other = pairs.get(index(drawn.number(random.nextInt(drawn.size()))));
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
