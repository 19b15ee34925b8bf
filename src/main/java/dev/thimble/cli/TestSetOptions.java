package dev.thimble.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of one test set. */
final class TestSetOptions {
  @Section("Test set")
  @Option(
      names = "--test-set",
      paramLabel = "NAME",
      description = "Begin another test set, with this name; the files that follow belong to it.")
  private @Nullable String name;

  @Option(
      names = "--source",
      paramLabel = "FILE",
      description = "Source sentences, which a model translates and a report shows.")
  private @Nullable Path source;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description = "Reference translations; repeat the option for several references.")
  private List<Path> references = new ArrayList<>();

  @Option(
      names = "--hypotheses",
      paramLabel = "[NAME=]FILE",
      converter = NamedPath.Converter.class,
      description =
          "Translations to score, one file for each system; repeat the option for"
              + " several systems.")
  private List<NamedPath> hypotheses = new ArrayList<>();

  /** The given name, or that of the first reference. */
  String name() {
    return name == null ? TextInput.name(references.get(0)) : name;
  }

  @Nullable Path source() {
    return source;
  }

  List<Path> references() {
    return references;
  }

  List<NamedPath> hypotheses() {
    return hypotheses;
  }

  /** Checks that the files are given that scoring and the models need. */
  void check(List<NamedPath> models) {
    String where = name == null ? "" : "test set " + name + ": ";
    if (references.isEmpty()) {
      throw new WrongUsageException(where + "no reference; give --reference");
    }
    if (!models.isEmpty() && source == null) {
      throw new WrongUsageException(where + "a model needs --source");
    }
    if (models.isEmpty() && hypotheses.isEmpty()) {
      throw new WrongUsageException(where + "nothing to score; give MODEL or --hypotheses");
    }
    List<NamedPath> systems = new ArrayList<>(models);
    systems.addAll(hypotheses);
    long names = systems.stream().map(NamedPath::name).distinct().count();
    if (names < systems.size()) {
      throw new WrongUsageException(
          where
              + "two systems have the same name; give each its own, as in base="
              + systems.get(0).path());
    }
  }
}
