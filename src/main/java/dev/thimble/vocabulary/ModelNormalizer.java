package dev.thimble.vocabulary;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Normalizes text by the settings of a SentencePiece model that Thimble did not train, with the
 * result of SentencePiece's own normalizer: at each position a user-defined symbol is copied, else
 * the longest matching rule rewrites its left side, else one character is copied; then spaces are
 * handled. Immutable and thread-safe.
 */
final class ModelNormalizer {
  /** Longest normalized text, in UTF-8 bytes; one rule may turn one byte into a thousand. */
  static final int MOST_BYTES = 1 << 26;

  private static final byte[] MARK =
      String.valueOf(TextNormalizer.SPACE_MARK).getBytes(StandardCharsets.UTF_8);

  private final SentencePieceFormat.Normalizer settings;
  private final boolean spaceAsSuffix;
  private final byte[] space; // what pieces contain for a space
  private final @Nullable PrecompiledCharsmap rules;
  private final @Nullable DoubleArrayTrie symbols;

  /**
   * Makes a normalizer.
   *
   * @param settings checked by {@link SentencePieceValidator}
   * @param userDefined the user-defined symbols
   */
  ModelNormalizer(
      SentencePieceFormat.Normalizer settings, boolean spaceAsSuffix, List<String> userDefined) {
    this.settings = settings;
    this.spaceAsSuffix = spaceAsSuffix;
    this.space = settings.escapeSpaces() ? MARK : new byte[] {' '};
    this.rules =
        settings.charsmap().length == 0 ? null : PrecompiledCharsmap.parse(settings.charsmap());
    this.symbols = userDefined.isEmpty() ? null : DoubleArrayTrie.of(userDefined);
  }

  /** The normalized text, with each space as pieces contain it; may be empty. */
  String pieceText(String text) {
    byte[] in = TextNormalizer.wellFormed(text).getBytes(StandardCharsets.UTF_8);
    int from = settings.removeExtraSpaces() ? afterSpaces(in) : 0;
    if (from == in.length) {
      return "";
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
    if (settings.addDummyPrefix() && !spaceAsSuffix) {
      out.writeBytes(space);
    }
    boolean afterSpace = settings.removeExtraSpaces();
    for (int at = from; at < in.length; ) {
      Step step = step(in, at);
      int begin = 0;
      while (afterSpace && begin < step.result.length && step.result[begin] == ' ') {
        begin++;
      }
      append(step.result, begin, out);
      if (settings.removeExtraSpaces() && begin < step.result.length) {
        afterSpace = step.result[step.result.length - 1] == ' ';
      }
      at += step.length;
    }
    byte[] marked = settings.removeExtraSpaces() ? withoutLastSpaces(out) : out.toByteArray();
    String result = new String(marked, StandardCharsets.UTF_8);
    return settings.addDummyPrefix() && spaceAsSuffix
        ? result + new String(space, StandardCharsets.UTF_8)
        : result;
  }

  /** The next {@code length} bytes of a text become {@code result}. */
  private record Step(int length, byte[] result) {}

  private Step step(byte[] in, int at) {
    DoubleArrayTrie.Match symbol = symbols == null ? null : symbols.longest(in, at);
    if (symbol != null) {
      return copied(in, at, symbol.length());
    }
    DoubleArrayTrie.Match rule = rules == null ? null : rules.longest(in, at);
    if (rule != null) {
      return new Step(rule.length(), rules.rightSide(rule));
    }
    // The length of a UTF-8 character is the number of leading ones, 0 meaning 1. A rule may end
    // inside a character: its other bytes are copied one by one, and decoded as U+FFFD.
    int leadingOnes = Integer.numberOfLeadingZeros(~in[at] << 24);
    return copied(in, at, Math.max(1, leadingOnes));
  }

  private static Step copied(byte[] in, int at, int length) {
    return new Step(length, Arrays.copyOfRange(in, at, at + length));
  }

  private int afterSpaces(byte[] in) {
    int at = 0;
    while (at < in.length) {
      Step step = step(in, at);
      if (step.result.length != 1 || step.result[0] != ' ') {
        break;
      }
      at += step.length;
    }
    return at;
  }

  private void append(byte[] text, int from, ByteArrayOutputStream out) {
    if (out.size() > MOST_BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a text becomes longer than %d bytes by the vocabulary's normalization rules",
              MOST_BYTES));
    }
    for (int i = from; i < text.length; i++) {
      if (text[i] == ' ') {
        out.writeBytes(space);
      } else {
        out.write(text[i]);
      }
    }
  }

  private byte[] withoutLastSpaces(ByteArrayOutputStream out) {
    byte[] bytes = out.toByteArray();
    int end = bytes.length;
    while (end >= space.length
        && Arrays.equals(bytes, end - space.length, end, space, 0, space.length)) {
      end -= space.length;
    }
    return Arrays.copyOf(bytes, end);
  }
}
