package dev.thimble.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The layout of a command's help: a synopsis with the required options; all options in sections, in
 * the order of their declaration, each with its range and default; examples that are never wrapped.
 */
final class CommandHelp {
  private static final String GENERAL = "General";
  private static final int NAMES_WIDTH = 28;
  private static final String CORPUS_DECIDES =
      String.format(
          Locale.ROOT,
          "; from %,d training pairs on, their number decides.",
          CorpusDefaults.LEAST_PAIRS);

  private CommandHelp() {}

  /** Applies the layout to a command and its subcommands. */
  static void setUp(CommandLine line) {
    Map<String, IHelpSectionRenderer> sections = line.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, CommandHelp::synopsis);
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, CommandHelp::options);
    sections.put(UsageMessageSpec.SECTION_KEY_PARAMETER_LIST, CommandHelp::parameters);
    sections.put(UsageMessageSpec.SECTION_KEY_FOOTER, CommandHelp::footer);
    line.getCommandSpec().usageMessage().autoWidth(true).commandListHeading("%nCommands:%n");
    line.getSubcommands().values().forEach(CommandHelp::setUp);
  }

  private static String synopsis(CommandLine.Help help) {
    StringBuilder text = new StringBuilder(help.commandSpec().qualifiedName());
    for (OptionSpec option : help.commandSpec().options()) {
      if (option.required()) {
        text.append(' ').append(names(option));
      }
    }
    text.append(" [OPTIONS]");
    help.commandSpec().positionalParameters().forEach(p -> text.append(' ').append(label(p)));
    if (!help.subcommands().isEmpty()) {
      text.append(" COMMAND");
    }
    return text + System.lineSeparator();
  }

  private static String options(CommandLine.Help help) {
    Map<String, List<OptionSpec>> sections = new LinkedHashMap<>();
    for (OptionSpec option : help.commandSpec().options()) {
      sections.computeIfAbsent(section(option), heading -> new ArrayList<>()).add(option);
    }
    sections.put(GENERAL, sections.remove(GENERAL)); // last
    return sections.entrySet().stream()
        .map(
            section ->
                table(
                    help,
                    section.getKey(),
                    section.getValue(),
                    option -> List.of(names(option), description(option))))
        .collect(Collectors.joining());
  }

  private static String parameters(CommandLine.Help help) {
    List<PositionalParamSpec> parameters = help.commandSpec().positionalParameters();
    return parameters.isEmpty()
        ? ""
        : table(
            help,
            "Arguments",
            parameters,
            parameter -> List.of(label(parameter), String.join(" ", parameter.description())));
  }

  private static <T> String table(
      CommandLine.Help help, String heading, List<T> rows, Function<T, List<String>> cells) {
    int width = help.commandSpec().usageMessage().width();
    TextTable table =
        TextTable.forColumns(
            help.colorScheme(),
            new Column(NAMES_WIDTH, 2, Overflow.SPAN),
            new Column(width - NAMES_WIDTH, 2, Overflow.WRAP));
    rows.forEach(row -> table.addRowValues(cells.apply(row).toArray(String[]::new)));
    return System.lineSeparator() + heading + ":" + System.lineSeparator() + table;
  }

  /* The heading of the option's field, or of the nearest field before it that has one. */
  private static String section(OptionSpec option) {
    if (option.inherited() || !(option.userObject() instanceof Field field)) {
      return GENERAL;
    }
    String heading = GENERAL;
    for (Field each : field.getDeclaringClass().getDeclaredFields()) {
      Section section = each.getAnnotation(Section.class);
      heading = section == null ? heading : section.value();
      if (each.equals(field)) {
        break;
      }
    }
    return heading;
  }

  private static String names(OptionSpec option) {
    String name = option.longestName();
    if (option.negatable()) {
      name = "--[no-]" + name.substring(2);
    }
    String value = option.arity().max() == 0 ? "" : "=" + label(option);
    boolean hasShort = !option.shortestName().equals(option.longestName());
    return (hasShort ? option.shortestName() + ", " : "") + name + value;
  }

  private static String label(ArgSpec argument) {
    String label = argument.paramLabel();
    if (label.startsWith("<")) { // none was given
      label =
          switch (argument.typeInfo().getType().getSimpleName()) {
            case "int", "Integer", "long", "Long" -> "N";
            case "double", "Double" -> "X";
            default -> "NAME";
          };
    }
    if (!argument.splitRegex().isEmpty()) {
      label += "[" + argument.splitRegex() + label + "...]";
    }
    if (argument.isPositional()) {
      label = argument.arity().min() == 0 ? "[" + label + "]" : label;
      label += argument.isMultiValue() ? "..." : "";
    }
    return label;
  }

  private static String description(OptionSpec option) {
    StringBuilder text = new StringBuilder(String.join(" ", option.description()));
    OptionRange range = OptionRange.of(option);
    if (range != null) {
      text.append(" Range: ").append(range).append('.');
    }
    String value = option.negatable() ? negated(option) : option.defaultValueString(true);
    boolean isSet = !value.isEmpty() && !value.matches("null|\\[]|\\{}|false");
    if ((isSet && option.arity().max() > 0) || option.negatable()) {
      text.append(" Default: ").append(value);
      text.append(decidedByCorpus(option) ? CORPUS_DECIDES : ".");
    }
    String candidates =
        option.completionCandidates() == null
            ? ""
            : StreamSupport.stream(option.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(", "));
    return text.toString().replace("${COMPLETION-CANDIDATES}", candidates);
  }

  private static boolean decidedByCorpus(OptionSpec option) {
    return option.command().userObject() instanceof TrainCommand
        && CorpusDefaults.decide(option.longestName());
  }

  private static String negated(OptionSpec option) {
    boolean on = Boolean.parseBoolean(option.defaultValue());
    return on ? option.longestName() : "--no-" + option.longestName().substring(2);
  }

  /* Not wrapped, so that an example can be copied and pasted. */
  private static String footer(CommandLine.Help help) {
    return String.join(System.lineSeparator(), help.commandSpec().usageMessage().footer())
        + System.lineSeparator();
  }
}
