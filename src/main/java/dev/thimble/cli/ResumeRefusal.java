package dev.thimble.cli;

import dev.thimble.model.ComputeType;
import dev.thimble.training.RunDifference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells why a run is not resumed, in the names of the options that decide its numbers. */
final class ResumeRefusal {
  /** Fields whose option is named otherwise, or that no option decides alone. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("schedule.kind", "--schedule"),
          Map.entry("schedule.warmupUpdates", "--warmup"),
          Map.entry("schedule.patience", "--decay-patience"),
          Map.entry("optimizer.decoupledDecay", "--optimizer"),
          Map.entry("selectByBleu", "--select-by"),
          Map.entry("bfloat16", "--precision"),
          Map.entry("sourceVocabulary", "SHA-256 of the source vocabulary"),
          Map.entry("targetVocabulary", "SHA-256 of the target vocabulary"),
          Map.entry("data.train", "SHA-256 of the training files"),
          Map.entry("data.dev", "SHA-256 of the dev files"));

  /** Options whose values the training knows as false and true. */
  private static final Map<String, List<Enum<?>>> VALUES =
      Map.of(
          "--optimizer",
          List.of(TrainingOptions.OptimizerName.ADAM, TrainingOptions.OptimizerName.ADAMW),
          "--select-by",
          List.of(TrainingOptions.Selection.PERPLEXITY, TrainingOptions.Selection.BLEU),
          "--precision",
          List.of(ComputeType.FLOAT32, ComputeType.BFLOAT16));

  private ResumeRefusal() {}

  static String of(Path checkpoint, List<RunDifference> differences) {
    StringBuilder text = new StringBuilder();
    text.append(checkpoint).append(" was trained otherwise, so --resume would not repeat its run:");
    for (RunDifference difference : differences) {
      String name = name(difference.field());
      text.append("\n  ")
          .append(name)
          .append(" was ")
          .append(value(name, difference.was()))
          .append(", is ")
          .append(value(name, difference.is()));
    }
    return text.toString();
  }

  /** What a user calls a field: an option wherever there is one. */
  static String name(String field) {
    String last = field.substring(field.lastIndexOf('.') + 1);
    String option = "--" + last.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    return NAMES.getOrDefault(field, option);
  }

  private static String value(String name, String value) {
    List<Enum<?>> values = VALUES.get(name);
    if (values != null && (value.equals("true") || value.equals("false"))) {
      return values.get(value.equals("true") ? 1 : 0).name();
    }
    return value.replaceAll("\\b([0-9a-f]{12})[0-9a-f]{52}\\b", "$1...");
  }
}
