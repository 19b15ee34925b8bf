package dev.thimble.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The log of a run: {@code log.jsonl}, one JSON object a line, each with the key {@code update}. A
 * line cut off by a kill is dropped when the log is opened again. For one thread.
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
   * Opens a log and drops what it says of later updates than {@code update}: a resumed run will
   * make them again.
   *
   * @param update 0 for a new log
   */
  public static RunLog open(Path file, long update) throws IOException {
    RunLog log = new RunLog(file);
    if (file.getParent() != null) {
      Files.createDirectories(file.getParent());
    }
    if (update > 0 && Files.exists(file)) {
      for (Map<String, Object> entry : read(file)) {
        if (((Number) entry.get("update")).longValue() <= update) {
          log.entries.add(entry);
        }
      }
    }
    StringBuilder kept = new StringBuilder();
    for (Map<String, Object> entry : log.entries) {
      kept.append(JSON.writeValueAsString(entry)).append('\n');
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(temporary, kept);
    Files.move(
        temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return log;
  }

  /** The entries of a log file; a half-written last line is left out. */
  public static List<Map<String, Object>> read(Path file) throws IOException {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      try {
        entries.add(JSON.readValue(line, ENTRY));
      } catch (JsonProcessingException e) {
        break; // only the last line can be half-written
      }
    }
    return entries;
  }

  /** Appends an entry, which must name its {@code update}. */
  public void append(Map<String, Object> entry) throws IOException {
    if (!(entry.get("update") instanceof Number)) {
      throw new IllegalArgumentException("the log entry " + entry + " does not name its update");
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
