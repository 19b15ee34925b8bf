package dev.thimble.model;

import java.util.Arrays;

/**
 * Type in which matrix products are computed. In inference, everything else is computed in float32;
 * in training, bfloat16 is also the type of the activations.
 */
public enum ComputeType {
  /** The type of the weights. Results differ between machines only by rounding. */
  FLOAT32(0, "x * 2"),
  /** Half the memory traffic at each step; fast on CPUs that support it (AVX512-BF16, AMX). */
  BFLOAT16(1, "x * 2 * int(ops.mkldnn._is_mkldnn_bf16_supported())"),
  /**
   * 8-bit weights with one scale for each output, 7-bit inputs with a fixed scale (Jacob et al.
   * 2018): a quarter of the memory traffic at each step.
   */
  INT8(
      2,
      "ops.quantized.linear_dynamic(x, ops.quantized.linear_prepack("
          + "torch.quantize_per_tensor(x, 0.1, 0, 12), None), True)"),
  /** INT8 if libtorch supports it, else BFLOAT16 if the CPU does, else FLOAT32. */
  AUTO(-1, "");

  private final long code;
  private final String probe;

  ComputeType(long code, String probe) {
    this.code = code;
    this.probe = probe;
  }

  /**
   * {@return whether this machine supports the type; BFLOAT16 counts only if the CPU has it} The
   * first call loads libtorch.
   */
  public boolean supported() {
    return this == AUTO || Probe.givesFour(probe);
  }

  /**
   * {@return this type, or the one that {@link #AUTO} chooses on this machine}
   *
   * @throws IllegalArgumentException if this is INT8 and libtorch was built without it
   */
  public ComputeType resolved() {
    if (this == AUTO) {
      return Arrays.stream(new ComputeType[] {INT8, BFLOAT16})
          .filter(ComputeType::supported)
          .findFirst()
          .orElse(FLOAT32);
    }
    if (this == INT8 && !supported()) {
      throw new IllegalArgumentException(
          "this machine's libtorch does not support INT8; use BFLOAT16, FLOAT32 or AUTO");
    }
    return this;
  }

  /** {@return whether a model can be trained in this type} */
  public boolean trains() {
    return this == FLOAT32 || this == BFLOAT16;
  }

  /** Its number in {@code types.torchscript}. */
  long code() {
    return code;
  }
}
