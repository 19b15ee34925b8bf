package dev.thimble.training;

import dev.thimble.checkpoint.CheckpointException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a run: together with weights and optimizer all that an exact resume needs. Not
 * thread-safe.
 */
final class RunState {
  int epoch = 1;
  int batch; // batches of this epoch that are done
  long update;
  double plateauFactor = 1;
  double bestScore = Double.NEGATIVE_INFINITY;
  double bestLoss = Double.POSITIVE_INFINITY; // dev cross-entropy per token
  int withoutBetterScore; // number of evaluations in a row
  int withoutBetterLoss; // evaluations in a row, since the last plateau decay
  double lossSum; // since the last evaluation
  long tokens;
  double seconds;

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("epoch", String.valueOf(epoch));
    map.put("batch", String.valueOf(batch));
    map.put("update", String.valueOf(update));
    map.put("plateauFactor", String.valueOf(plateauFactor));
    map.put("bestScore", String.valueOf(bestScore));
    map.put("bestLoss", String.valueOf(bestLoss));
    map.put("withoutBetterScore", String.valueOf(withoutBetterScore));
    map.put("withoutBetterLoss", String.valueOf(withoutBetterLoss));
    map.put("lossSum", String.valueOf(lossSum));
    map.put("tokens", String.valueOf(tokens));
    map.put("seconds", String.valueOf(seconds));
    return map;
  }

  /**
   * Reads the result of {@link #toMap}.
   *
   * @param file the file that holds the map, for error messages
   * @throws CheckpointException if a value is missing or invalid
   */
  static RunState of(Path file, Map<String, String> map) {
    RunState state = new RunState();
    state.epoch = (int) integer(file, map, "epoch", Integer.MAX_VALUE);
    check(file, "epoch", map.get("epoch"), state.epoch >= 1, "1 or above");
    state.batch = (int) integer(file, map, "batch", Integer.MAX_VALUE);
    state.update = integer(file, map, "update", Long.MAX_VALUE);
    state.plateauFactor = number(file, map, "plateauFactor");
    state.bestScore = number(file, map, "bestScore");
    state.bestLoss = number(file, map, "bestLoss");
    state.withoutBetterScore = (int) integer(file, map, "withoutBetterScore", Integer.MAX_VALUE);
    state.withoutBetterLoss = (int) integer(file, map, "withoutBetterLoss", Integer.MAX_VALUE);
    state.lossSum = number(file, map, "lossSum");
    state.tokens = integer(file, map, "tokens", Long.MAX_VALUE);
    state.seconds = number(file, map, "seconds");
    return state;
  }

  private static long integer(Path file, Map<String, String> map, String name, long most) {
    String text = map.get(name);
    try {
      long value = Long.parseLong(String.valueOf(text));
      check(file, name, text, value >= 0 && value <= most, "from 0 to " + most);
      return value;
    } catch (NumberFormatException e) {
      throw damaged(file, name, text, "an integer");
    }
  }

  private static double number(Path file, Map<String, String> map, String name) {
    String text = map.get(name);
    try {
      double value = Double.parseDouble(String.valueOf(text));
      check(file, name, text, !Double.isNaN(value), "a number");
      return value;
    } catch (NumberFormatException e) {
      throw damaged(file, name, text, "a number");
    }
  }

  private static void check(
      Path file, String name, @Nullable String text, boolean valid, String range) {
    if (!valid) {
      throw damaged(file, name, text, range);
    }
  }

  private static CheckpointException damaged(
      Path file, String name, @Nullable String text, String range) {
    return new CheckpointException(
        String.format(
            Locale.ROOT,
            "%s is damaged: '%s' is %s; it must be %s",
            file,
            name,
            text == null ? "missing" : text,
            range));
  }
}
