package dev.thimble;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Finds data outside the project; skips a test, with a message, if its data are missing. */
public final class SharedData {
  private SharedData() {}

  /** A file or folder below {@code THIMBLE_SHARED}, by default {@code ../shared}. */
  public static Path find(String name) {
    String property = System.getProperty("THIMBLE_SHARED");
    String root =
        property == null || property.isEmpty() ? System.getenv("THIMBLE_SHARED") : property;
    Path path = Path.of(root == null || root.isEmpty() ? "../shared" : root).resolve(name);
    Assumptions.assumeTrue(Files.exists(path), path + " is absent: skipped");
    return path;
  }
}
