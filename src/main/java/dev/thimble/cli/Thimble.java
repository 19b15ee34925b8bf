package dev.thimble.cli;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.corpus.CorpusException;
import dev.thimble.natives.NativeLibraryException;
import dev.thimble.training.TrainingException;
import dev.thimble.vocabulary.VocabularyException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * Entry of the command line. Exit codes: 0 success, 1 failure, 2 wrong usage, 128 + n ended by
 * signal n, 141 (SIGPIPE) if standard output is a pipe whose reader is gone.
 */
@Command(
    name = "thimble",
    description = "Attention-free sequence-to-sequence models: train, translate, evaluate.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "thimble COMMAND --help describes a command and its options."})
public final class Thimble {
  private static final String COMPLETION = "generate-completion";

  /** The names of the commands, in the order of the help. */
  static final List<String> COMMANDS =
      List.of(
          "clean",
          "vocab",
          "prepare",
          "train",
          "translate",
          "score",
          "generate",
          "evaluate",
          "compare",
          "tune-channel",
          "calibrate",
          "soak",
          "average",
          "export",
          "import",
          "shortlist",
          "info",
          "bench",
          "spark",
          COMPLETION);

  @Option(
      names = "--verbose",
      description = "Print a stack trace with an error.",
      scope = ScopeType.INHERIT)
  private boolean verbose;

  @Option(
      names = "--quiet",
      description = "Print only results, warnings and errors: no progress and no summary.",
      scope = ScopeType.INHERIT)
  private boolean quiet;

  @SuppressWarnings("UnusedVariable") // read by OptionsFile
  @Option(
      names = OptionsFile.OPTION,
      paramLabel = "FILE",
      description =
          "Read options from a file, one on each line as on the command line, without quotes; lines"
              + " that begin with # are comments. The command line takes precedence.",
      scope = ScopeType.INHERIT)
  private @Nullable Path options;

  /** 128 + SIGPIPE: standard output is a pipe whose reader is gone. */
  private static final int CLOSED_PIPE = 141;

  private final StandardOutput output;
  private @Nullable OptionsFile optionsFile;

  private Thimble(StandardOutput output) {
    this.output = output;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Signals.install();
    int code = run(StandardOutput.ofProcess(), arguments);
    NativeExit.skipDestructors();
    System.exit(code);
  }

  /** Runs a command that writes to {@link System#out}; returns its exit code. */
  static int run(String... arguments) {
    return run(new StandardOutput(System.out, StreamKind.FILE), arguments);
  }

  /** Runs a command; returns its exit code. */
  static int run(StandardOutput output, String... arguments) {
    Thimble thimble = new Thimble(output);
    CommandLine line = thimble.commandLine(commands(arguments));
    int code;
    try {
      code = thimble.execute(line, arguments);
      output.printable().flush();
    } catch (StandardOutput.FailedException e) {
      code = CommandLine.ExitCode.SOFTWARE;
    } catch (RuntimeException | Error e) { // picocli lets errors through
      code = thimble.fail(e, line);
    }
    if (output.isClosedPipe()) {
      return CLOSED_PIPE;
    }
    IOException failure = output.failure();
    if (failure != null) {
      line.getErr().println("thimble: standard output: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
    return code;
  }

  /** A new command line with all commands. */
  static CommandLine newCommandLine() {
    return new Thimble(new StandardOutput(System.out, StreamKind.FILE)).commandLine(COMMANDS);
  }

  /* Only the command that the first argument names: to set up all takes longer than many of them run.
   * The command that generates completion reads all others. */
  private static List<String> commands(String... arguments) {
    return arguments.length > 0
            && COMMANDS.contains(arguments[0])
            && !arguments[0].equals(COMPLETION)
        ? List.of(arguments[0])
        : COMMANDS;
  }

  /* A class is loaded once its case is reached, so that a command does not wait for all others. */
  private static Class<?> command(String name) {
    return switch (name) {
      case "clean" -> CleanCommand.class;
      case "vocab" -> VocabCommand.class;
      case "prepare" -> PrepareCommand.class;
      case "train" -> TrainCommand.class;
      case "translate" -> TranslateCommand.class;
      case "score" -> ScoreCommand.class;
      case "generate" -> GenerateCommand.class;
      case "evaluate" -> EvaluateCommand.class;
      case "compare" -> CompareCommand.class;
      case "tune-channel" -> TuneChannelCommand.class;
      case "calibrate" -> CalibrateCommand.class;
      case "soak" -> SoakCommand.class;
      case "average" -> AverageCommand.class;
      case "export" -> ExportCommand.class;
      case "import" -> ImportCommand.class;
      case "shortlist" -> ShortlistCommand.class;
      case "info" -> InfoCommand.class;
      case "bench" -> BenchCommand.class;
      case "spark" -> SparkCommand.class;
      case COMPLETION -> AutoComplete.GenerateCompletion.class;
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  private CommandLine commandLine(List<String> commands) {
    CommandLine line = new CommandLine(this);
    commands.forEach(name -> line.addSubcommand(command(name)));
    line.setOut(output.printable());
    line.setErr(
        new PrintWriter(
            Printable.writer(new OutputStreamWriter(System.err, StandardCharsets.UTF_8)), true));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    CommandHelp.setUp(line);
    line.setExpandAtFiles(false); // @ is text, as in --prefix @home
    line.registerConverter(Path.class, ArgumentEncoding::path);
    line.setExecutionExceptionHandler((e, command, parsed) -> fail(e, command));
    line.setParameterExceptionHandler((e, given) -> wrongUsage(e));
    line.setExecutionStrategy(Thimble::execute);
    return line;
  }

  private int execute(CommandLine line, String[] arguments) {
    String fault = ArgumentEncoding.fault(arguments);
    if (fault != null) {
      line.getErr().println("thimble: " + fault);
      return CommandLine.ExitCode.USAGE;
    }
    try {
      optionsFile = OptionsFile.find(() -> commandLine(commands(arguments)), arguments);
    } catch (IOException | WrongUsageException e) {
      line.getErr().println("thimble: " + message(e));
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(optionsFile == null ? arguments : optionsFile.insertInto(arguments));
  }

  private static int execute(ParseResult parsed) {
    if (!parsed.hasSubcommand()
        && !parsed.isUsageHelpRequested()
        && !parsed.isVersionHelpRequested()) {
      parsed.commandSpec().commandLine().usage(parsed.commandSpec().commandLine().getErr());
      return CommandLine.ExitCode.USAGE;
    }
    if (parsed.hasSubcommand()) {
      for (ParseResult command = parsed; command.hasSubcommand(); ) {
        command = command.subcommand();
        OptionRange.check(command);
      }
      StandardStreams.check(parsed);
    }
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (StandardOutput.FailedException e) { // while help was printed
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  /* Prints no usage, which would push the error off the screen. */
  private int wrongUsage(CommandLine.ParameterException e) {
    CommandLine command = e.getCommandLine();
    String where = optionsFile == null ? "" : optionsFile.where(e.getArgSpec(), e.getValue());
    command.getErr().println("thimble: " + where + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println(command.getCommandSpec().qualifiedName() + " --help describes the options");
    return CommandLine.ExitCode.USAGE;
  }

  /** Where a command prints notes, such as a summary; {@code --quiet} discards them. */
  static PrintWriter notes(CommandSpec command) {
    return of(command).quiet
        ? new PrintWriter(Writer.nullWriter())
        : command.commandLine().getErr();
  }

  /** Where a command shows its progress; {@code --quiet} discards it. */
  static ProgressStream progress(CommandSpec command) {
    return of(command).quiet
        ? new ProgressStream(new PrintStream(OutputStream.nullOutputStream()), false)
        : new ProgressStream(System.err, StreamKind.ofError() == StreamKind.TERMINAL);
  }

  /** Whether {@code --quiet} was given. */
  static boolean isQuiet(CommandSpec command) {
    return of(command).quiet;
  }

  private static Thimble of(CommandSpec command) {
    return (Thimble) command.root().userObject();
  }

  /** Where results go. */
  StandardOutput output() {
    return output;
  }

  private int fail(Throwable e, CommandLine command) {
    if (e instanceof StandardOutput.FailedException) {
      return CommandLine.ExitCode.SOFTWARE; // run() reports it
    }
    command.getErr().println("thimble: " + (Signals.received() ? "ended by a signal" : message(e)));
    if (verbose) {
      e.printStackTrace(command.getErr());
    }
    return e instanceof WrongUsageException
        ? CommandLine.ExitCode.USAGE
        : CommandLine.ExitCode.SOFTWARE;
  }

  private static String message(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return String.format(
          Locale.ROOT,
          "out of memory (%s); the Java heap holds at most %,d MB; java -Xmx raises the limit",
          e.getMessage(),
          Runtime.getRuntime().maxMemory() >> 20);
    }
    if (e instanceof CheckpointException
        || e instanceof CorpusException
        || e instanceof NativeLibraryException
        || e instanceof TrainingException
        || e instanceof VocabularyException
        || e instanceof WrongUsageException
        || e instanceof IllegalArgumentException) {
      return e.getMessage();
    }
    if (e instanceof UncheckedIOException io) {
      return message(io.getCause());
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
