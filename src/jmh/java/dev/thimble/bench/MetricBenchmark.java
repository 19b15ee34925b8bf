package dev.thimble.bench;

import dev.thimble.corpus.TextLines;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.CorpusScorer;
import dev.thimble.metric.Score;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Corpus scores of two files aligned by line; each figure is the time for the whole file. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MetricBenchmark {
  /** File of hypotheses. */
  @Param("eval/everyday.en")
  public String hypotheses;

  /** File of references. */
  @Param("eval/everyday.fr")
  public String references;

  private List<String> written;
  private List<String> right;

  /** Reads both files. */
  @Setup
  public void read() throws IOException {
    written = TextLines.readAll(Path.of(hypotheses));
    right = TextLines.readAll(Path.of(references));
  }

  /** BLEU, 13a. */
  @Benchmark
  public Score bleu() {
    return score(new Bleu(BleuConfig.defaults()));
  }

  /** chrF2. */
  @Benchmark
  public Score chrf() {
    return score(new Chrf(ChrfConfig.defaults()));
  }

  private Score score(CorpusMetric metric) {
    CorpusScorer scorer = new CorpusScorer(metric);
    for (int i = 0; i < written.size(); i++) {
      scorer.add(written.get(i), List.of(right.get(i)));
    }
    return scorer.score();
  }
}
