package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Help and the completion script. */
final class HelpTest {
  private static final Pattern EXAMPLE =
      Pattern.compile("(?m)^  (?:echo '[^']*' \\| )?thimble ([^>\\n]*)(?:> \\S+)?$");

  @TempDir private Path folder;

  static List<String> commands() {
    return Thimble.newCommandLine().getSubcommands().keySet().stream()
        .filter(name -> !name.equals("generate-completion")) // picocli's own
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void examplesCanBePasted(String name) {
    CommandRun help = CommandRun.of(name, "--help");
    List<String> examples =
        EXAMPLE.matcher(help.out()).results().map(result -> result.group(1)).toList();
    assertThat(help.out()).contains("Example");
    assertThat(examples)
        .isNotEmpty()
        .allSatisfy(
            example -> {
              assertThat(example).startsWith(name + " ");
              Thimble.newCommandLine().parseArgs(example.strip().split(" "));
            });
    assertThat(help.out().lines().filter(line -> line.contains("thimble " + name + " ")))
        .hasSize(examples.size() + 1); // and the synopsis: no example is cut off
  }

  @ParameterizedTest
  @MethodSource("commands")
  void descriptionsAreSentencesInSections(String name) {
    CommandSpec command = Thimble.newCommandLine().getSubcommands().get(name).getCommandSpec();
    String help = CommandRun.of(name, "--help").out();
    String general = help.substring(help.indexOf("\nGeneral:\n"), help.indexOf("\nExample"));
    for (OptionSpec option : command.options()) {
      String description = String.join(" ", option.description());
      assertThat(description).as(option.longestName()).matches("(?s)[A-Z].*\\.");
      boolean common = option.inherited() || option.usageHelp() || option.versionHelp();
      String shown =
          (option.negatable()
              ? "--[no-]" + option.longestName().substring(2)
              : option.longestName());
      assertThat(general.contains(shown + " ") || general.contains(shown + "="))
          .as(option.longestName())
          .isEqualTo(common);
      assertThat(help).contains(shown);
    }
  }

  @Test
  void helpShowsSectionsInOrderRangesAndDefaults() {
    String help = CommandRun.of("train", "--help").out();
    List<String> headings =
        Pattern.compile("(?m)^([A-Z].*):$")
            .matcher(help)
            .results()
            .map((MatchResult match) -> match.group(1))
            .toList();
    assertThat(headings)
        .containsExactly(
            "Training corpus",
            "Languages",
            "Dev sets",
            "Vocabulary",
            "Fine-tuning",
            "Run",
            "Augmentation",
            "Masked entities",
            "Model",
            "Batches",
            "Regularization",
            "Optimizer",
            "Schedule",
            "Duration",
            "General",
            "Examples");
    assertThat(help)
        .startsWith("Usage: thimble train --output=FOLDER [OPTIONS]")
        .contains(
            """
              --encoder-layers=N          Number of encoder layers. Range: from 1 to 8.
                                            Default: 1.
            """)
        .contains("--[no-]dev-bleu")
        .contains(
            """
              --cell=NAME                 Recurrent cell: RNN, GRU, GRU_RESET_BEFORE, LSTM,
                                            LSTM_PEEPHOLE. Default: LSTM.
            """);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs bash")
  void completionScriptCompletesCommandsAndOptions() throws IOException, InterruptedException {
    CommandRun script = CommandRun.of("generate-completion");
    assertThat(script.code()).isZero();
    Files.writeString(folder.resolve("completion"), script.out());
    String complete =
        """
        source completion
        COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="${COMP_WORDS[*]}"
        _complete_thimble
        echo "${COMPREPLY[@]}"
        """;
    assertThat(ChildProcess.run(folder, complete.formatted("thimble tra")).out())
        .isEqualTo("train translate\n");
    assertThat(ChildProcess.run(folder, complete.formatted("thimble translate --beam-")).out())
        .isEqualTo("--beam-size --beam-groups\n");
  }

  @Test
  void quietCommandPrintsOnlyResults() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "the cat sat on the mat\n".repeat(30));
    String[] arguments = {
      "vocab", text.toString(), "--size=270", "--output=" + folder.resolve("vocabulary")
    };
    assertThat(CommandRun.of(arguments).err()).contains("pieces from 30 lines");
    CommandRun quiet = CommandRun.of("vocab", "--quiet", arguments[1], arguments[2], arguments[3]);
    assertThat(quiet).isEqualTo(new CommandRun(0, "", ""));
    assertThat(CommandRun.of("--quiet", "vocab", "none", arguments[3]).err())
        .contains("none does not exist");
  }

  @Test
  void commandsAreListed() {
    CommandLine line = Thimble.newCommandLine();
    String help = CommandRun.of("--help").out();
    assertThat(help).startsWith("Usage: thimble [OPTIONS] COMMAND").contains("\n\nCommands:\n");
    assertThat(line.getSubcommands().keySet()).allSatisfy(name -> assertThat(help).contains(name));
  }
}
