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
      names = "--references-tsv",
      paramLabel = "FILE",
      description =
          "References of each line, separated by tabs; their number may vary from line to line."
              + " Empty columns count for nothing, an empty line is one empty reference.")
  private List<Path> tables = new ArrayList<>();

  @Option(
      names = "--hypotheses",
      paramLabel = "[NAME=]FILE",
      converter = NamedPath.Converter.class,
      description =
          "Translations to score, one file for each system; repeat the option for"
              + " several systems.")
  private List<NamedPath> hypotheses = new ArrayList<>();

  /** The given name, or that of the first file of references. */
  String name() {
    if (name != null) {
      return name;
    }
    return TextInput.name(references.isEmpty() ? tables.get(0) : references.get(0));
  }

  @Nullable Path source() {
    return source;
  }

  /** Files with one reference a line. */
  List<Path> references() {
    return references;
  }

  /** Files with the references of a line separated by tabs. */
  List<Path> referenceTables() {
    return tables;
  }

  List<NamedPath> hypotheses() {
    return hypotheses;
  }

  /** Checks that the files are given that scoring and the models need. */
  void check(List<NamedPath> models) {
    String where = name == null ? "" : "test set " + name + ": ";
    if (references.isEmpty() && tables.isEmpty()) {
      throw new WrongUsageException(where + "no reference; give --reference or --references-tsv");
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
