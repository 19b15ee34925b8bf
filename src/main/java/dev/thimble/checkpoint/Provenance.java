package dev.thimble.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a model comes from: enough to train it again.
 *
 * @param data the files it was trained and selected on
 * @param seed the run's seed
 * @param options the training options by name
 * @param versions of engine, libraries, Java, operating system; the number of threads
 * @param epochs passes over the corpus, the last one perhaps unfinished
 * @param updates optimizer steps
 * @param trainingSeconds wall-clock time spent training
 * @param scores dev scores by name
 * @param notes attribution and anything else a user of the model should know
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
  /** Copies the collections, which may hold no null. */
  public Provenance {
    data = List.copyOf(data);
    options = copy("options", options);
    versions = copy("versions", versions);
    scores = copy("scores", scores);
  }

  private static <V> Map<String, V> copy(String name, Map<String, V> map) {
    map.forEach(
        (key, value) -> {
          if (value == null) {
            throw new IllegalArgumentException(name + " holds no value for " + key);
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /**
   * One data file.
   *
   * @param role what it served for
   * @param name file name
   * @param sha256 of its bytes, in hexadecimal
   * @param lines in it
   */
  public record DataFile(String role, String name, String sha256, long lines) {}

  /** A model of unknown origin. */
  public static Provenance unknown() {
    return unknown("");
  }

  /** A model of which nothing is known but {@code notes}. */
  public static Provenance unknown(String notes) {
    return new Provenance(List.of(), 0, Map.of(), Map.of(), 0, 0, 0, Map.of(), notes);
  }
}
