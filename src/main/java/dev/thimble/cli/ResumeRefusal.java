package dev.thimble.cli;

import dev.thimble.model.ComputeType;
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
          Map.entry("optimizer.decoupledDecay", "--optimizer"),
          Map.entry("selectByBleu", "--select-by"),
          Map.entry("bfloat16", "--precision"),
          Map.entry("sourceVocabulary", "SHA-256 of the source vocabulary"),
          Map.entry("targetVocabulary", "SHA-256 of the target vocabulary"),
          Map.entry("data.train", "SHA-256 of the training files"),
          Map.entry("data.dev", "SHA-256 of the dev files"));

  /** Options with two values, which the identity of a run stores as false and true. */
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
    text.append(checkpoint)
        .append(" was trained with other options or files, so --resume would not repeat its run:");
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

  /** The name of a field for users: its option, if it has one. */
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
