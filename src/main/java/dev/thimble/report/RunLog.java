package dev.thimble.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.integrity.AtomicFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log of a training run, {@code log.jsonl}: one JSON object on each line, with the key {@code
 * update}. If the process was killed while it wrote the last line, {@link #open} drops that line.
 * For one thread.
 */
public final class RunLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<LinkedHashMap<String, Object>> ENTRY =
      new TypeReference<>() {};

  private final Path file;
  private final List<Map<String, Object>> entries = new ArrayList<>();

  private RunLog(Path file) {
    this.file = file;
  }

  /**
   * Opens a log, and drops the entries of updates after {@code update}, which a resumed run
   * repeats.
   *
   * @param update last update that the run has made; 0 starts a new log
   */
  public static RunLog open(Path file, long update) throws IOException {
    RunLog log = new RunLog(file);
    if (update > 0 && Files.exists(file)) {
      for (Map<String, Object> entry : read(file)) {
        if (update(entry) <= update) {
          log.entries.add(entry);
        }
      }
    }
    StringBuilder kept = new StringBuilder();
    for (Map<String, Object> entry : log.entries) {
      kept.append(JSON.writeValueAsString(entry)).append('\n');
    }
    byte[] bytes = kept.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
    return log;
  }

  /**
   * Reads the entries of a log file, without a damaged last line.
   *
   * @throws IOException if the file is not a regular file, or with the number of a damaged line
   *     that is not the last
   */
  private static List<Map<String, Object>> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is not a regular file");
    }
    List<Map<String, Object>> entries = new ArrayList<>();
    int damaged = 0; // number of the damaged line
    int number = 0;
    // bytes that are not UTF-8 become U+FFFD, and damage only their line
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (damaged > 0) {
          throw new IOException(
              file
                  + ", line "
                  + damaged
                  + ": not a JSON object with an integer 'update'; remove the line to continue");
        }
        Map<String, Object> entry = parse(line);
        if (entry == null) {
          damaged = number;
        } else {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static @Nullable Map<String, Object> parse(String line) {
    try {
      Map<String, Object> entry = JSON.readValue(line, ENTRY);
      return entry == null || update(entry) < 0 ? null : entry;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /* -1 if the entry has no valid update. */
  private static long update(Map<String, Object> entry) {
    Object update = entry.get("update");
    return update instanceof Integer || update instanceof Long ? ((Number) update).longValue() : -1;
  }

  /** Appends an entry, which must have the key {@code update}. */
  public void append(Map<String, Object> entry) throws IOException {
    if (update(entry) < 0) {
      throw new IllegalArgumentException("the log entry " + entry + " has no valid 'update'");
    }
    entries.add(entry);
    Files.writeString(
        file,
        JSON.writeValueAsString(entry) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** All entries, oldest first. */
  public List<Map<String, Object>> entries() {
    return List.copyOf(entries);
  }
}
