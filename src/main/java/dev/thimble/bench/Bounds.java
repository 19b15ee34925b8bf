package dev.thimble.bench;

import dev.thimble.model.ComputeType;
import dev.thimble.model.MachineLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Lower bounds of times on this machine. Weights are assumed to be read at the rate of repeated
 * reads of a buffer of their size, which is a cache's rate if they fit into it.
 */
final class Bounds {
  private final MachineLimits limits;
  private final ToDoubleFunction<ComputeType> bytes;
  private final Map<ComputeType, Double> bandwidths = new EnumMap<>(ComputeType.class);

  /**
   * Bounds by the limits of a machine.
   *
   * @param bytes size of the weights that are read repeatedly
   */
  Bounds(MachineLimits limits, ToDoubleFunction<ComputeType> bytes) {
    this.limits = limits;
    this.bytes = bytes;
  }

  /** Bytes of weights per second that can be read at most; the first call measures it. */
  double bandwidth(ComputeType type) {
    return bandwidths.computeIfAbsent(
        type, each -> MachineLimits.reading((long) bytes.applyAsDouble(each)));
  }

  /** The least time for some work, in seconds. */
  double seconds(Work work, ComputeType type) {
    return work.seconds(limits.products(type), bandwidth(type));
  }
}
