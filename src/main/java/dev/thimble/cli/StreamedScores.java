package dev.thimble.cli;

import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.CorpusScorer;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.SystemScore;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Scores several systems by several metrics while the lines are read. All processors compute
 * statistics of chunks of lines, which are added in the order of the lines, so that the scores do
 * not depend on the number of processors. Only a few chunks are in memory at a time. If statistics
 * are kept, every line takes some bytes more, as {@link SegmentStatistics} says. For one thread.
 */
final class StreamedScores {
  private static final int CHUNK = 1000;

  private final List<CorpusMetric> metrics;
  private final int systems;
  private final boolean keep;
  private final List<CorpusScorer> scorers = new ArrayList<>(); // (system, metric)
  private final List<SegmentStatistics.Builder> kept = new ArrayList<>(); // (system, metric)
  private List<List<String>> firstRows = List.of();

  /**
   * Prepares a scorer for each system and metric.
   *
   * @param keep whether to keep the statistics of every segment, for resampling
   */
  StreamedScores(List<CorpusMetric> metrics, int systems, boolean keep) {
    this.metrics = metrics;
    this.systems = systems;
    this.keep = keep;
    for (int system = 0; system < systems; system++) {
      for (CorpusMetric metric : metrics) {
        scorers.add(new CorpusScorer(metric));
        kept.add(new SegmentStatistics.Builder(metric));
      }
    }
  }

  /**
   * Reads and scores all rows: the systems' lines, the references', then lines not scored.
   *
   * @param references the texts that the lines of references come from
   */
  void read(ScoringTexts lines, List<ScoringText> references) throws IOException {
    int processors = Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(processors);
    Deque<Future<Compared>> open = new ArrayDeque<>();
    try {
      for (List<List<String>> rows = lines.next(CHUNK); !rows.isEmpty(); rows = lines.next(CHUNK)) {
        List<List<String>> chunk = rows;
        firstRows = firstRows.isEmpty() ? chunk : firstRows;
        open.add(pool.submit(() -> compare(chunk, references)));
        if (open.size() > 2 * processors) {
          add(done(open.remove()));
        }
      }
      while (!open.isEmpty()) {
        add(done(open.remove()));
      }
    } finally {
      pool.shutdownNow();
    }
  }

  long lines() {
    return scorers.get(0).segments();
  }

  /** The first lines of a reference, a thousand at most. */
  List<String> firstLines(int reference) {
    return firstRows.stream().map(row -> row.get(systems + reference)).toList();
  }

  /** A metric's signature, the same for all systems. */
  String signature(int metric) {
    return scorers.get(metric).signature();
  }

  /** The scores of every system by one metric. */
  List<SystemScore> plain(int metric) {
    List<SystemScore> scores = new ArrayList<>();
    for (int system = 0; system < systems; system++) {
      scores.add(SystemScore.plain(scorers.get(system * metrics.size() + metric).score()));
    }
    return scores;
  }

  /** The statistics of every system by one metric. */
  List<SegmentStatistics> statistics(int metric) {
    List<SegmentStatistics> statistics = new ArrayList<>();
    for (int system = 0; system < systems; system++) {
      statistics.add(kept.get(system * metrics.size() + metric).build());
    }
    return statistics;
  }

  /* Statistics by system and metric, and how many references each row has. */
  private record Compared(List<List<double[]>> statistics, List<Integer> references) {}

  private Compared compare(List<List<String>> rows, List<ScoringText> texts) {
    List<List<String>> references =
        rows.stream()
            .map(row -> row.subList(systems, systems + texts.size()))
            .map(lines -> ScoringText.references(texts, lines))
            .toList();
    List<List<double[]>> compared = new ArrayList<>();
    for (int system = 0; system < systems; system++) {
      for (CorpusMetric metric : metrics) {
        List<double[]> statistics = new ArrayList<>(rows.size());
        for (int row = 0; row < rows.size(); row++) {
          statistics.add(metric.statistics(rows.get(row).get(system), references.get(row)));
        }
        compared.add(statistics);
      }
    }
    return new Compared(compared, references.stream().map(List::size).toList());
  }

  private void add(Compared chunk) {
    for (int i = 0; i < scorers.size(); i++) {
      List<double[]> rows = chunk.statistics().get(i);
      for (int row = 0; row < rows.size(); row++) {
        scorers.get(i).add(rows.get(row), chunk.references().get(row));
      }
      if (keep) {
        rows.forEach(kept.get(i)::add);
      }
    }
  }

  private static <T> T done(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error; // as on this thread, so that a full heap has its message
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("scoring was interrupted", e);
    }
  }
}
