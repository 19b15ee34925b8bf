package dev.thimble.cli;

import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.TextLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Options from the file that {@code --options} names: one on each line, written as on the command
 * line but without quotes. In {@code --name value}, the value is the rest of the line without white
 * space at its ends; in {@code --name=value}, it is the rest of the line unchanged; an option
 * without a value is just {@code --name}. Blank lines and lines that begin with {@code #} are
 * skipped. An option on the command line takes precedence over all lines of the file with that
 * option.
 */
final class OptionsFile {
  static final String OPTION = "--options";
  private static final Set<String> EXCLUDED = Set.of(OPTION, "--help", "--version", "-h", "-V");

  private final Path file;
  private final int depth; // of the command: 2 for spark translate, else 1
  private final List<Entry> entries = new ArrayList<>();

  /** One line: an option, and its value if it takes one. */
  private record Entry(long line, OptionSpec option, String name, @Nullable String value) {
    String argument() {
      return value == null ? name : name + "=" + value;
    }
  }

  private OptionsFile(Path file, int depth) {
    this.file = file;
    this.depth = depth;
  }

  /**
   * Reads the file that the arguments name; returns null if they name none.
   *
   * @param commandLine makes the command line that parses the arguments to find the file
   */
  static @Nullable OptionsFile find(Supplier<CommandLine> commandLine, String... arguments)
      throws IOException {
    if (Arrays.stream(arguments).noneMatch(a -> a.equals(OPTION) || a.startsWith(OPTION + "="))) {
      return null;
    }
    CommandLine probe = commandLine.get();
    collectErrors(probe); // a missing option may be in the file
    ParseResult root = probe.parseArgs(arguments);
    ParseResult command = root;
    int depth = 0;
    for (; command.hasSubcommand(); depth++) {
      command = command.subcommand();
    }
    OptionSpec named = command.matchedOption(OPTION);
    named = named == null ? root.matchedOption(OPTION) : named;
    if (named == null || command == root || !(named.getValue() instanceof Path path)) {
      return null; // wrong usage, which the main parse reports
    }
    OptionsFile file = new OptionsFile(path, depth);
    file.read(command);
    return file;
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
    line.getSubcommands().values().forEach(OptionsFile::collectErrors);
  }

  private void read(ParseResult command) throws IOException {
    List<Entry> all = new ArrayList<>();
    try (TextLines lines = TextInput.open(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (!line.isBlank() && !line.strip().startsWith("#")) {
          Entry entry = entry(command.commandSpec(), line, lines.number());
          refuseSecond(entry, all);
          all.add(entry);
        }
      }
    } catch (CorpusException e) {
      throw new WrongUsageException(e.getMessage());
    }
    all.stream().filter(e -> !command.hasMatchedOption(e.option())).forEach(entries::add);
  }

  private Entry entry(CommandSpec command, String line, long number) {
    String text = line.stripLeading();
    int end = 0;
    while (end < text.length()
        && text.charAt(end) != '='
        && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    String name = text.substring(0, end);
    boolean exact = end < text.length() && text.charAt(end) == '=';
    String value = exact ? text.substring(end + 1) : text.substring(end).strip();
    boolean hasValue = exact || !value.isEmpty();
    if (!name.startsWith("--")) {
      throw wrong(
          number, "'%s' is not an option; write --name value, as on the command line", name);
    }
    OptionSpec option = command.findOption(name);
    option = option == null ? command.negatedOptionsMap().get(name) : option;
    if (option == null || EXCLUDED.contains(name)) {
      throw wrong(
          number,
          option == null ? "%s has no option %s" : "%s does not accept %s in a file",
          command.name(),
          name);
    }
    boolean takesValue = option.arity().max() > 0;
    if (takesValue != hasValue) {
      throw wrong(number, takesValue ? "%s needs a value" : "%s takes no value", name);
    }
    return new Entry(number, option, name, hasValue ? value : null);
  }

  private void refuseSecond(Entry entry, List<Entry> before) {
    OptionSpec option = entry.option();
    boolean repeatable =
        option.isMultiValue()
            || (option.group() != null && option.group().multiplicity().max() > 1);
    for (Entry other : before) {
      if (!repeatable && other.option().longestName().equals(option.longestName())) {
        throw wrong(entry.line(), "%s is already on line %s", entry.name(), other.line());
      }
    }
  }

  private WrongUsageException wrong(long line, String what, Object... values) {
    return new WrongUsageException(where(line) + String.format(Locale.ROOT, what, values));
  }

  private String where(long line) {
    return String.format(Locale.ROOT, "%s, line %d: ", TextInput.name(file), line);
  }

  /**
   * File and line of a refused value, as the beginning of a message; empty if it is not from here.
   */
  String where(@Nullable ArgSpec argument, @Nullable String value) {
    if (!(argument instanceof OptionSpec option)) {
      return "";
    }
    List<Entry> same =
        entries.stream()
            .filter(entry -> entry.option().longestName().equals(option.longestName()))
            .toList();
    return same.stream()
        .filter(entry -> entry.value() != null && entry.value().equals(value))
        .findFirst()
        .or(() -> same.stream().findFirst())
        .map(entry -> where(entry.line()))
        .orElse("");
  }

  /** Inserts the options of the file into the arguments, after the name of the command. */
  String[] insertInto(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    int next = 0;
    for (int names = 0; names < depth; next++) { // of spark translate, both
      while (all.get(next).startsWith("-")) {
        next += all.get(next).equals(OPTION) ? 2 : 1;
      }
      names++;
    }
    all.addAll(next, entries.stream().map(Entry::argument).toList());
    return all.toArray(String[]::new);
  }
}
