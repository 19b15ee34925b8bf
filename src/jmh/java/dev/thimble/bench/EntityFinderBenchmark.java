package dev.thimble.bench;

import dev.thimble.text.Entity;
import dev.thimble.text.EntityFinder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Finds the entities of a sentence. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EntityFinderBenchmark {
  /** A sentence without entity, with a number, and with several entities. */
  @Param({
    "The children were playing in the garden, and it wasn't raining any more.",
    "She is 74 years old.",
    "Be there at 9:15 a.m. on July 4, 1976, see https://www.example.com/help or pay $162.15."
  })
  public String text;

  private final EntityFinder finder = new EntityFinder(Locale.ENGLISH, Locale.FRENCH);

  /** Finds. */
  @Benchmark
  public List<Entity> find() {
    return finder.find(text);
  }
}
