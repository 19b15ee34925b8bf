package dev.thimble.cli;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.corpus.CorpusException;
import dev.thimble.training.TrainingException;
import dev.thimble.vocabulary.VocabularyException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The command line's entry. Exit codes: 0 done, 1 the work failed, 2 wrong usage, 128 + n ended by
 * signal n.
 */
@Command(
    name = "thimble",
    description = "Attention-free sequence-to-sequence models: train, translate, evaluate.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      VocabCommand.class,
      TrainCommand.class,
      TranslateCommand.class,
      ScoreCommand.class,
      EvaluateCommand.class,
      CompareCommand.class,
      SoakCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      ShortlistCommand.class,
      InfoCommand.class,
      BenchCommand.class
    })
public final class Thimble {
  @Option(
      names = "--verbose",
      description = "Print a stack trace with an error.",
      scope = ScopeType.INHERIT)
  private boolean verbose;

  @SuppressWarnings("UnusedVariable") // read before the command line is parsed, by OptionsFile
  @Option(
      names = OptionsFile.OPTION,
      paramLabel = "FILE",
      description =
          "Options from a properties or YAML file, keys without dashes; the command line goes before.",
      scope = ScopeType.INHERIT)
  private @Nullable Path options;

  private Thimble() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Signals.install();
    System.exit(run(arguments));
  }

  /** Runs a command; returns its exit code. */
  static int run(String... arguments) {
    Thimble root = new Thimble();
    CommandLine line = new CommandLine(root);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> root.fail(e, command));
    line.setParameterExceptionHandler((e, given) -> wrongUsage(e));
    try {
      OptionsFile.find(arguments).ifPresent(file -> file.applyTo(line));
    } catch (IllegalArgumentException e) {
      line.getErr().println(e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
    line.setExecutionStrategy(Thimble::execute);
    return line.execute(arguments);
  }

  private static int execute(ParseResult parsed) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      parsed.commandSpec().commandLine().usage(parsed.commandSpec().commandLine().getErr());
      return CommandLine.ExitCode.USAGE;
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  /* The whole usage would push the error off the screen. */
  private static int wrongUsage(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("thimble: " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println(command.getCommandSpec().qualifiedName() + " --help tells the options");
    return CommandLine.ExitCode.USAGE;
  }

  private int fail(Exception e, CommandLine command) {
    command.getErr().println("thimble: " + (Signals.received() ? "ended by a signal" : message(e)));
    if (verbose) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof WrongUsageException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static String message(Exception e) {
    if (e instanceof CheckpointException
        || e instanceof CorpusException
        || e instanceof TrainingException
        || e instanceof VocabularyException
        || e instanceof WrongUsageException
        || e instanceof IllegalArgumentException) {
      return e.getMessage();
    }
    if (e instanceof NoSuchFileException) {
      return e.getMessage() + " does not exist";
    }
    if (e instanceof IOException) {
      return "input or output failed: " + e.getMessage();
    }
    return e + " (run with --verbose for the stack trace)";
  }
}
