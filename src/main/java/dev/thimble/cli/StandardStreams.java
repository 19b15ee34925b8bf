package dev.thimble.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Checks options that name standard input or standard output. */
final class StandardStreams {
  private static final Set<String> INPUT =
      Set.of("-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0");
  private static final Set<String> OUTPUT =
      Set.of("-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1");
  private static final Set<String> OUTPUT_OPTIONS =
      Set.of("--output", "--output-source", "--output-target", "--removed", "--report");

  private StandardStreams() {}

  /**
   * Refuses standard input for two options at once, and standard output for a file that is replaced
   * as a whole.
   *
   * @throws ParameterException with the options
   */
  static void check(ParseResult root) {
    List<String> inputs = inputs(root);
    if (inputs.size() > 1) {
      throw refusal(
          root,
          inputs.get(0)
              + " and "
              + inputs.get(1)
              + " both name standard input, which can be read only once; name a file for one of"
              + " them");
    }
    for (ArgSpec argument : arguments(root)) {
      if (isOutput(argument) && paths(argument).stream().anyMatch(StandardStreams::isOutput)) {
        throw refusal(
            root,
            name(argument)
                + " cannot be standard output, which has the command's other results; name a file"
                + " or a named pipe");
      }
    }
  }

  /** Refuses options that name standard input when that is the text to translate. */
  static void requireFree(ParseResult root) {
    for (String option : inputs(root)) {
      throw new WrongUsageException(
          option + " names standard input, which is the text to translate; give --input");
    }
  }

  /** The options and parameters that name standard input, once for each occurrence. */
  private static List<String> inputs(ParseResult root) {
    List<String> names = new ArrayList<>();
    for (ArgSpec argument : arguments(root)) {
      for (String path : isOutput(argument) ? List.<String>of() : paths(argument)) {
        if (INPUT.contains(path)) {
          names.add(name(argument));
        }
      }
    }
    return names;
  }

  private static List<ArgSpec> arguments(ParseResult root) {
    List<ArgSpec> all = new ArrayList<>(root.matchedOptions());
    for (ParseResult command = root; command.hasSubcommand(); ) {
      command = command.subcommand();
      all.addAll(command.matchedOptions());
      all.addAll(command.matchedPositionals());
    }
    return all.stream().distinct().toList();
  }

  private static List<String> paths(ArgSpec argument) {
    Class<?> type = argument.auxiliaryTypes()[0];
    if (type == Path.class) {
      return argument.originalStringValues();
    }
    return type == NamedPath.class
        ? argument.originalStringValues().stream()
            .map(value -> value.substring(value.indexOf('=') + 1))
            .toList()
        : List.of();
  }

  private static boolean isOutput(ArgSpec argument) {
    return argument instanceof OptionSpec option && OUTPUT_OPTIONS.contains(option.longestName());
  }

  /* Includes a file to which the shell redirects standard output: replacing it would lose the output. */
  private static boolean isOutput(String path) {
    if (OUTPUT.contains(path)) {
      return true;
    }
    try {
      return Files.isRegularFile(Path.of(path))
          && Files.isSameFile(Path.of(path), Path.of("/dev/stdout"));
    } catch (IOException e) {
      return false; // a system without /dev/stdout
    }
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static ParameterException refusal(ParseResult root, String message) {
    ParseResult command = root.hasSubcommand() ? root.subcommand() : root;
    return new ParameterException(command.commandSpec().commandLine(), message);
  }
}
