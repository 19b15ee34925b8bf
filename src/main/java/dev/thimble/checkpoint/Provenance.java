package dev.thimble.checkpoint;

import dev.thimble.integrity.Require;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The origin of a model: enough to train it again.
 *
 * @param data files that it was trained and selected on, and the model whose weights it started
 *     from
 * @param seed the run's seed
 * @param options training options by name
 * @param versions versions of engine, libraries, Java and operating system, and the number of
 *     threads
 * @param epochs passes over the corpus, including an unfinished last one
 * @param updates number of optimizer steps
 * @param trainingSeconds wall-clock time spent training
 * @param scores dev scores by name
 * @param notes attribution and other information for users of the model
 */
public record Provenance(
    List<DataFile> data,
    long seed,
    Map<String, String> options,
    Map<String, String> versions,
    int epochs,
    long updates,
    double trainingSeconds,
    Map<String, Double> scores,
    String notes) {
  /** Copies the collections, which must not contain null. */
  public Provenance {
    data = Require.copyOf(data, "data");
    options = copy("options", options);
    versions = copy("versions", versions);
    scores = copy("scores", scores);
    Objects.requireNonNull(notes, "notes");
  }

  private static <V> Map<String, V> copy(String name, Map<String, V> map) {
    Objects.requireNonNull(map, name)
        .forEach(
            (key, value) -> {
              if (value == null) {
                throw new IllegalArgumentException(name + " has no value for " + key);
              }
            });
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * One data file.
   *
   * @param role use of the file, such as {@code train} or {@code dev}; {@code from} for a model to
   *     start from
   * @param name name of the file, or of the model's folder
   * @param sha256 SHA-256 of the file, in hexadecimal; for a model, that of its weights file
   * @param lines number of lines; 0 for a model
   */
  public record DataFile(String role, String name, String sha256, long lines) {
    /** Checks that nothing is null. */
    public DataFile {
      Objects.requireNonNull(role, "role");
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(sha256, "sha256");
    }
  }

  /** {@return the provenance of a model of unknown origin} */
  public static Provenance unknown() {
    return unknown("");
  }

  /**
   * {@return the provenance of a model of unknown origin, with notes}
   *
   * @param notes such as an attribution; may be empty
   */
  public static Provenance unknown(String notes) {
    return new Provenance(List.of(), 0, Map.of(), Map.of(), 0, 0, 0, Map.of(), notes);
  }
}
