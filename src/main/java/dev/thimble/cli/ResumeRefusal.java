package dev.thimble.cli;

import dev.thimble.training.RunDifference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The message for a run that cannot be resumed because options or files changed since. */
final class ResumeRefusal {
  /** Names of fields that differ from the name of their option, or that stand for files. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("schedule.kind", "--schedule"),
          Map.entry("schedule.warmupUpdates", "--warmup"),
          Map.entry("schedule.patience", "--decay-patience"),
          Map.entry("optimizer.algorithm", "--optimizer"),
          Map.entry("selection", "--select-by"),
          Map.entry("computeType", "--precision"),
          Map.entry("frozen", "--freeze"),
          Map.entry("noise.lowerCase", "--noise-lower-case"),
          Map.entry("noise.unpunctuated", "--noise-unpunctuated"),
          Map.entry("noise.capitals", "--noise-capitals"),
          Map.entry("noise.misspelt", "--noise-misspelt"),
          Map.entry("batchBlock", "number of pairs that are cut into batches together"),
          Map.entry("sourceVocabulary", "SHA-256 of the source vocabulary"),
          Map.entry("targetVocabulary", "SHA-256 of the target vocabulary"),
          Map.entry("data.train", "SHA-256 of the training files"),
          Map.entry("data.from", "SHA-256 of the weights of --from"),
          Map.entry("data.dev", "SHA-256 of the dev files"),
          Map.entry("data.substitutions", "SHA-256 of the file of --substitutions"));

  private ResumeRefusal() {}

  static String of(Path checkpoint, List<RunDifference> differences) {
    StringBuilder text = new StringBuilder();
    text.append(checkpoint)
        .append(" was trained with other options or files, so --resume would not repeat its run:");
    for (RunDifference difference : differences) {
      String name = name(difference.field());
      text.append("\n  ")
          .append(name)
          .append(" was ")
          .append(value(difference.was()))
          .append(", is ")
          .append(value(difference.is()));
    }
    return text.toString();
  }

  /** The name of a field for users: its option, if it has one. */
  static String name(String field) {
    String last = field.substring(field.lastIndexOf('.') + 1);
    String option = "--" + last.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return NAMES.getOrDefault(field, option);
  }

  /* A SHA-256 is cut to its first 12 digits. */
  private static String value(String value) {
    return value.replaceAll("\\b([0-9a-f]{12})[0-9a-f]{52}\\b", "$1...");
  }
}
