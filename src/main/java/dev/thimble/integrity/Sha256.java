package dev.thimble.integrity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash function of files and texts. Thread-safe. */
public final class Sha256 {
  private Sha256() {}

  /** {@return a new digest, for one thread} */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
