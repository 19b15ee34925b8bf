package dev.thimble.model;

/**
 * The fastest float32 {@code torch.linear} of this machine's libtorch, for {@code float32_linear(x,
 * matrix, bias)} in compiled source. On processors that MKL was not made for, oneDNN multiplies
 * twice as fast; but not every libtorch has it.
 */
final class Float32Linear {
  private static final String PLAIN = "torch.linear($1)";
  private static final String ONE_DNN =
      "ops.mkldnn._linear_pointwise($1, \"none\", annotate(List[Optional[number]], []), \"\")";

  private Float32Linear() {}

  static String putInto(String source) {
    return put(hasOneDnn() ? ONE_DNN : PLAIN, source);
  }

  /** Loads libtorch, if it is not, and tries. */
  static boolean hasOneDnn() {
    return Probe.givesFour(put(ONE_DNN, "float32_linear(x, x, None)"));
  }

  /** Puts in the call that every libtorch knows. */
  static String putPlainInto(String source) {
    return put(PLAIN, source);
  }

  private static String put(String call, String source) {
    return source.replaceAll("float32_linear\\((.*)\\)", call);
  }
}
