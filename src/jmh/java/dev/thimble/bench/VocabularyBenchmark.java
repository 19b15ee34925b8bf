package dev.thimble.bench;

import dev.thimble.corpus.TextLines;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
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

/** Trains a byte-pair vocabulary on a text file, which {@code -p corpus=FILE} chooses. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class VocabularyBenchmark {
  /** Text file with one sentence on each line, gzipped or not. */
  @Param("eval/everyday.en")
  public String corpus;

  /** Number of pieces. */
  @Param("500")
  public int size;

  private List<String> lines;

  /** Reads the corpus. */
  @Setup
  public void read() throws IOException {
    lines = TextLines.readAll(Path.of(corpus));
  }

  /** Trains. */
  @Benchmark
  public Vocabulary train() {
    return BytePairTrainer.train(lines, VocabularyConfig.defaults().withSize(size));
  }
}
