package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Trains a {@link Shortlist}: estimates the translation probabilities t(target piece | source
 * piece) of Brown et al. 1993 (IBM model 1, section 4.1) by expectation maximization, and keeps the
 * most probable. Deterministic. Immutable and thread-safe.
 *
 * <p>The probabilities and their counts take 8 bytes for each pair of a source and a target piece.
 * If that is more than a quarter of the Java heap, the target pieces are divided into blocks that
 * fit, each iteration reads the examples once for each block, and a temporary file takes 4 bytes
 * for each pair. The shortlist is the same.
 */
public final class ShortlistTrainer {
  private static final int REPORTED = 1000; // examples between two reports of progress

  private final Sizes sizes;
  private final int eos;
  private final Config config;

  /**
   * The settings; each is at least 1.
   *
   * @param likeliest most target pieces for one source piece
   * @param frequent number of the most frequent target pieces, which are allowed for every source
   * @param iterations of expectation maximization
   */
  public record Config(int likeliest, int frequent, int iterations) {
    /** Checks every value. */
    public Config {
      Require.atLeast("likeliest", likeliest, 1);
      Require.atLeast("frequent", frequent, 1);
      Require.atLeast("iterations", iterations, 1);
    }

    /**
     * 50 target pieces for each source piece, the 150 most frequent, 4 iterations.
     *
     * @return the settings of {@code thimble shortlist}
     */
    public static Config defaults() {
      return new Config(50, 150, 4);
    }
  }

  /**
   * Numbers of pieces of the vocabularies.
   *
   * @param source of the source vocabulary
   * @param target of the target vocabulary
   */
  public record Sizes(int source, int target) {
    /** Checks that each is at least 1. */
    public Sizes {
      Require.atLeast("source", source, 1);
      Require.atLeast("target", target, 1);
    }
  }

  /**
   * Makes a trainer.
   *
   * @param sizes of the vocabularies
   * @param eos id of eos in the target vocabulary, which is always allowed
   * @param config lengths of the lists and number of iterations
   */
  public ShortlistTrainer(Sizes sizes, int eos, Config config) {
    this.sizes = Objects.requireNonNull(sizes, "sizes");
    this.eos = eos;
    this.config = Objects.requireNonNull(config, "config");
  }

  /**
   * Trains on sentence pairs.
   *
   * @param examples sentence pairs as ids, read once for each iteration and block
   * @param listener receives the progress
   * @return the target pieces for each source piece
   * @throws IOException if the temporary file cannot be written or read
   */
  public Shortlist train(List<Example> examples, CorpusCache.Listener listener) throws IOException {
    return train(examples, listener, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * Trains with a given limit of memory.
   *
   * @param limit most bytes of probabilities and counts
   */
  Shortlist train(List<Example> examples, CorpusCache.Listener listener, long limit)
      throws IOException {
    RecordList.checked(examples, "examples");
    Objects.requireNonNull(listener, "listener");
    try (TranslationTable table = new TranslationTable(sizes.source() + 1, sizes.target(), limit)) {
      Counting counting =
          new Counting(listener, (long) config.iterations() * table.blocks() * examples.size());
      for (int i = 0; i < config.iterations(); i++) {
        for (int block = 0; block < table.blocks(); block++) {
          table.load(block);
          examples.forEach(example -> counting.add(example, table));
          table.save();
        }
        table.update();
      }
      return new Shortlist(frequent(examples), likeliest(table));
    }
  }

  /** Counts expected pairs of pieces and reports progress. */
  private final class Counting {
    private final CorpusCache.Listener listener;
    private final long total;
    private long done;

    Counting(CorpusCache.Listener listener, long total) {
      this.listener = listener;
      this.total = total;
    }

    void add(Example example, TranslationTable table) {
      int[] to = Arrays.stream(example.target()).filter(table::isLoaded).distinct().toArray();
      int[] from = to.length == 0 ? to : from(example);
      for (int target : to) {
        float[] probabilities = table.probabilities(target);
        double sum = 0;
        for (int source : from) {
          sum += probabilities[source];
        }
        float[] counts = table.counts(target);
        for (int source : from) {
          counts[source] += (float) (probabilities[source] / sum);
        }
      }
      done++;
      if (done % REPORTED == 0 || done == total) {
        listener.onProgress("counting pairs of pieces", done, total);
      }
    }

    /* The distinct source pieces of a sentence, and the empty word NULL of model 1, which has the
     * id after the last. */
    private int[] from(Example example) {
      return IntStream.concat(
              Arrays.stream(example.source()).distinct(), IntStream.of(sizes.source()))
          .toArray();
    }
  }

  private int[][] likeliest(TranslationTable table) throws IOException {
    Likeliest[] bySource = new Likeliest[sizes.source()];
    Arrays.setAll(bySource, source -> new Likeliest(config.likeliest()));
    for (int block = 0; block < table.blocks(); block++) {
      table.load(block);
      table
          .loaded()
          .forEach(
              target -> {
                float[] probabilities = table.probabilities(target);
                for (int source = 0; source < bySource.length; source++) {
                  if (TranslationTable.isPresent(probabilities[source])) {
                    bySource[source].add(probabilities[source], target);
                  }
                }
              });
    }
    return Arrays.stream(bySource).map(Likeliest::targets).toArray(int[][]::new);
  }

  /** The target pieces of the highest probabilities; of equal ones, those added first. */
  private static final class Likeliest {
    private final int most;
    private long[] best = new long[8]; // probability, then the complement of the target piece
    private int size;

    Likeliest(int most) {
      this.most = most;
    }

    /* The bits of floats that are not negative are in the order of the floats. */
    void add(float probability, int target) {
      if (size == best.length && size >= 2 * most) {
        keepBest();
      } else if (size == best.length) {
        best = Arrays.copyOf(best, 2 * size);
      }
      long bits = (long) Float.floatToRawIntBits(probability) << Integer.SIZE;
      best[size++] = bits | (~target & 0xFFFFFFFFL);
    }

    private void keepBest() {
      Arrays.sort(best, 0, size);
      int kept = Math.min(size, most);
      System.arraycopy(best, size - kept, best, 0, kept);
      size = kept;
    }

    int[] targets() {
      keepBest();
      return Arrays.stream(best, 0, size).mapToInt(pair -> ~(int) pair).sorted().toArray();
    }
  }

  private int[] frequent(List<Example> examples) {
    long[] counts = new long[sizes.target()];
    examples.forEach(example -> Arrays.stream(example.target()).forEach(id -> counts[id]++));
    IntStream often =
        IntStream.range(0, counts.length)
            .boxed()
            .filter(id -> counts[id] > 0)
            .sorted(Comparator.comparingLong((Integer id) -> -counts[id]))
            .limit(config.frequent())
            .mapToInt(Integer::intValue);
    return IntStream.concat(IntStream.of(eos), often).sorted().distinct().toArray();
  }
}
