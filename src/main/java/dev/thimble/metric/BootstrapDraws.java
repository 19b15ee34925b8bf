package dev.thimble.metric;

import dev.thimble.integrity.Require;
import java.io.Serializable;

/**
 * Internal: the segments that bootstrap samples draw, one after another, for programs that sum the
 * statistics of a sample in parts. The samples are those of {@link Significance#interval}. A copy
 * continues independently from the same position, for instance on another machine. Not thread-safe.
 */
public final class BootstrapDraws implements Serializable {
  private static final long serialVersionUID = 1;

  private final NumpyRandom random;
  private final int segments;

  /**
   * Starts before the first sample.
   *
   * @param segments at least 1; as many are drawn for each sample
   * @param seed 0 or above
   */
  public BootstrapDraws(int segments, long seed) {
    this(new NumpyRandom(seed), segments);
    Require.atLeast("segments", segments, 1);
  }

  private BootstrapDraws(NumpyRandom random, int segments) {
    this.random = random;
    this.segments = segments;
  }

  /** {@return the number of segments, and of draws for a sample} */
  public int segments() {
    return segments;
  }

  /** {@return the index of the next segment, from 0} */
  public int next() {
    return random.nextInt(segments);
  }

  /**
   * Skips samples. Call it at the start of a sample.
   *
   * @param samples at least 0; draws of as many segments each
   */
  public void skip(int samples) {
    for (long left = (long) samples * segments; left > 0; left--) {
      random.nextInt(segments);
    }
  }

  /**
   * Copies the generator.
   *
   * @return independent draws from the same position
   */
  public BootstrapDraws copy() {
    return new BootstrapDraws(new NumpyRandom(random), segments);
  }
}
