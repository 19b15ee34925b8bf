package dev.thimble.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The TorchScript sources in {@code dev/thimble/network} and how they are joined into programs. A
 * new element of the network is a file of its own and a line in {@link #NETWORK}.
 */
final class NetworkSource {
  /** The files of the network, in the order in which to read them. */
  private static final List<String> NETWORK =
      List.of(
          "types",
          "product",
          "parameters",
          "embedding",
          "normalization",
          "cells",
          "layers",
          "encoder",
          "attentive_pooling",
          "attentive_pooling_packed",
          "attentive_pooling_int8",
          "context",
          "context_gate",
          "decoder",
          "output",
          "r_drop",
          "bag_of_words",
          "training",
          "quantization",
          "inference",
          "choice",
          "sampling",
          "entry_points");

  private static final String LINEAR_PLAIN = "linear_plain";
  private static final String LINEAR_ONE_DNN = "linear_onednn";
  private static final String INT8_DYNAMIC = "int8_dynamic";
  private static final String INT8_STATIC = "int8_static";

  private NetworkSource() {}

  /** The network for this machine. Loads the native library. */
  static String network() {
    return join(Stream.concat(Stream.of(linear(), int8()), NETWORK.stream()));
  }

  /** The network for any libtorch, with greedy search: further methods of the last file's class. */
  static String exported() {
    return join(
        Stream.of(Stream.of(LINEAR_PLAIN, INT8_DYNAMIC), NETWORK.stream(), Stream.of("greedy"))
            .flatMap(files -> files));
  }

  /** What measures this machine's limits. */
  static String limits() {
    return join(Stream.of("types", linear(), "quantization", "limits"));
  }

  /** The optimizers' updates. */
  static String optimizer() {
    return read("optimizer");
  }

  /**
   * The file with this machine's fastest products of floating-point matrices. On processors that
   * MKL was not made for, oneDNN is twice as fast, but not every libtorch has it. Loads the native
   * library.
   */
  static String linear() {
    boolean hasOneDnn =
        Probe.givesFour(
            "x * 2 + __torch__.packing_error()", join(Stream.of("types", LINEAR_ONE_DNN)));
    return hasOneDnn ? LINEAR_ONE_DNN : LINEAR_PLAIN;
  }

  /** The file with this machine's fastest int8 product. Loads the native library. */
  static String int8() {
    String matrix =
        "ops.quantized.linear_prepack(torch.quantize_per_tensor(x, 0.1, 0, 12), None)"; // of 2
    String product = "__torch__.int8_product(__torch__.int8_matrix(" + matrix + ", 1, 2.0), x)";
    return Probe.givesFour(product, join(Stream.of("types", INT8_STATIC)))
        ? INT8_STATIC
        : INT8_DYNAMIC;
  }

  private static String join(Stream<String> files) {
    return files.map(NetworkSource::read).collect(Collectors.joining("\n"));
  }

  private static String read(String file) {
    String resource = "/dev/thimble/network/" + file + ".torchscript";
    try (InputStream in = NetworkSource.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("could not read " + resource, e);
    }
  }
}
