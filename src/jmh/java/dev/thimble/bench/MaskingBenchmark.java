package dev.thimble.bench;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.TextLines;
import dev.thimble.model.ComputeType;
import dev.thimble.text.MaskedText;
import dev.thimble.text.Masking;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What masking costs beside translating: the time to mask and unmask all lines of a file, and to
 * translate them greedily, the fastest way. Needs a model that masks. Run from the project's
 * folder.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 5)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MaskingBenchmark {
  /** Folder of a model that masks. */
  @Param("run/best")
  public String model;

  /** Lines to mask and to translate. */
  @Param("eval/everyday.en")
  public String input;

  /** Type in which matrix products are computed. */
  @Param("INT8")
  public ComputeType computeType;

  private List<String> lines;
  private Masking masking;
  private Translator translator;

  /** Loads the model. */
  @Setup
  public void load() throws IOException {
    lines = TextLines.readAll(Path.of(input));
    masking = Objects.requireNonNull(ModelFolder.read(Path.of(model)).masking(), "masking");
    translator =
        Translator.load(
            LoadConfig.of(Path.of(model)).withComputeType(computeType),
            TranslationOptions.greedy(),
            ServingConfig.defaults().withThreads(1, 1));
  }

  /** Masks each line, and unmasks the masked line as if it were the translation. */
  @Benchmark
  public int maskAndUnmask() {
    int length = 0;
    for (String line : lines) {
      MaskedText masked = masking.mask(line, List.of());
      length += masked.unmask(masked.text()).length();
    }
    return length;
  }

  /** Translates all lines, masking included. */
  @Benchmark
  public List<Translation> translate() {
    return translator.translateAll(lines);
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    translator.close();
  }
}
