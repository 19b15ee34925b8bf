package dev.thimble.bench;

import dev.thimble.corpus.TextLines;
import dev.thimble.model.ComputeType;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Translates one sentence per call: the latency of a call, and the throughput for 1, 4 and 16
 * callers of one translator. Run from the project's folder.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 10)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TranslatorBenchmark {
  /** Model folder. */
  @Param("checkpoints/en-fr")
  public String model;

  /** Lines to translate, in turn. */
  @Param("eval/everyday.en")
  public String input;

  /** Size of the beam; 1 is greedy search. */
  @Param({"1", "5"})
  public int beamSize;

  /** Type in which matrix products are computed. */
  @Param("FLOAT32")
  public ComputeType precision;

  /** Batches computed at the same time; 0 is the default. */
  @Param("0")
  public int workers;

  /** Threads of one native operation. */
  @Param("1")
  public int threads;

  private final AtomicInteger next = new AtomicInteger();
  private Translator translator;
  private List<String> lines;

  /** Loads the model. */
  @Setup
  public void load() throws IOException {
    lines = TextLines.readAll(Path.of(input));
    ServingConfig serving = ServingConfig.defaults();
    translator =
        Translator.load(
            LoadConfig.of(Path.of(model)).withComputeType(precision),
            TranslationOptions.builder().beamSize(beamSize).build(),
            serving.withThreads(workers == 0 ? serving.workers() : workers, threads));
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    translator.close();
  }

  /** Latency of a single caller: see p0.50 and p0.99. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  public Translation latency() {
    return translateNext();
  }

  /** Latency of each of 16 callers. */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @Threads(16)
  public Translation latencyAmong16() {
    return translateNext();
  }

  /** Sentences per second of one caller. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public Translation callers01() {
    return translateNext();
  }

  /** Sentences per second of four callers. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(4)
  public Translation callers04() {
    return translateNext();
  }

  /** Sentences per second of 16 callers. */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Threads(16)
  public Translation callers16() {
    return translateNext();
  }

  private Translation translateNext() {
    return translator.translate(lines.get(Math.floorMod(next.getAndIncrement(), lines.size())));
  }
}
