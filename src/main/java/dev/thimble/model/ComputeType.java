package dev.thimble.model;

import java.util.Arrays;

/** Type in which matrix products are computed; everything else is computed in float32. */
public enum ComputeType {
  /** As trained; the same results on every machine, but for rounding. */
  FLOAT32(0, "x * 2"),
  /** Half the memory to read at each step; fast where the CPU has it (AVX512-BF16, AMX). */
  BFLOAT16(1, "x * 2 * int(ops.mkldnn._is_mkldnn_bf16_supported())"),
  /**
   * Weights in 8 bits with one scale an output, inputs in 7 bits with a fixed scale (Jacob et al.
   * 2018): a quarter of the memory to read at each step.
   */
  INT8(
      2,
      "ops.quantized.linear_dynamic(x, ops.quantized.linear_prepack("
          + "torch.quantize_per_tensor(x, 0.1, 0, 12), None), True)"),
  /** INT8 if libtorch has it, else BFLOAT16 if the CPU has it, else FLOAT32. */
  AUTO(-1, "");

  private final long code;
  private final String probe;

  ComputeType(long code, String probe) {
    this.code = code;
    this.probe = probe;
  }

  /** Whether this machine has it, in hardware where that matters. The first call loads libtorch. */
  public boolean supported() {
    return this == AUTO || Probe.givesFour(probe);
  }

  /**
   * This one, or what {@link #AUTO} stands for here.
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
          "INT8 is not in this machine's libtorch; take BFLOAT16, FLOAT32 or AUTO");
    }
    return this;
  }

  /** Whether training can compute in it. */
  public boolean trains() {
    return this == FLOAT32 || this == BFLOAT16;
  }

  /** What the compiled source calls it. */
  long code() {
    return code;
  }
}
