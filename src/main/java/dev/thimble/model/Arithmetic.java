package dev.thimble.model;

/** Arithmetic of the matrix products of inference; all else is float32. */
public enum Arithmetic {
  /** As trained. */
  FLOAT32(0),
  /** Half the memory to read at each step; fast where the CPU has it (AVX512-BF16, AMX). */
  BFLOAT16(1),
  /**
   * Weights in 8 bits with one scale an output, inputs in 7 bits with a fixed scale (Jacob et al.
   * 2018): a quarter of the memory to read at each step.
   */
  INT8(2);

  private final long code;

  Arithmetic(long code) {
    this.code = code;
  }

  /** What the compiled source calls it. */
  long code() {
    return code;
  }
}
