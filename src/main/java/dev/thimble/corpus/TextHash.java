package dev.thimble.corpus;

import dev.thimble.integrity.Require;
import dev.thimble.integrity.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A 128-bit hash of one or more texts, to find duplicates: the first half of their SHA-256. Among a
 * billion different texts, the probability that two have the same hash is 1.5e-21. The same on
 * every machine. Immutable and thread-safe.
 *
 * @param high first 64 bits
 * @param low next 64 bits
 */
public record TextHash(long high, long low) implements Comparable<TextHash> {
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::digest);

  /**
   * {@return the hash of texts in their order}
   *
   * @param texts of one line or pair
   */
  public static TextHash of(List<String> texts) {
    Require.elements(texts, "texts");
    MessageDigest digest = DIGEST.get();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new TextHash(hash.getLong(), hash.getLong());
  }

  /**
   * Folds a text for a comparison that ignores case, punctuation and spaces: keeps its letters,
   * combining marks and digits, in lower case. A text without any stays as it is.
   *
   * @param text any
   * @return the folded text
   */
  public static String folded(String text) {
    Objects.requireNonNull(text, "text");
    StringBuilder folded = new StringBuilder(text.length());
    text.codePoints().filter(TextStatistics::isPartOfWord).forEach(folded::appendCodePoint);
    return folded.length() == 0 ? text : folded.toString().toLowerCase(Locale.ROOT);
  }

  /** Compares as unsigned numbers of 128 bits. */
  @Override
  public int compareTo(TextHash other) {
    Objects.requireNonNull(other, "other");
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }
}
