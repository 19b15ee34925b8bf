package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Commands in documents and scripts have options that exist, each once if it takes one value. */
class DocumentedCommandsTest {
  /* `thimble`, or the jar itself, up to the end of the shell command or of the code span. */
  private static final Pattern COMMAND =
      Pattern.compile("(?:thimble|thimble\\.jar\"?|\\$jar\"?) ((?:[a-z]+ )*)([^\n|`;&]*)");

  private static final Pattern OPTION = Pattern.compile("(?<!\\S)--[a-z][a-z0-9-]*");
  private static final int FEWEST_COMMANDS = 100; // in all texts: the pattern finds them
  private static final CommandLine THIMBLE = Thimble.newCommandLine();

  static List<Path> texts() throws IOException {
    List<Path> texts = new ArrayList<>(List.of(Path.of("README.md"), Path.of("eval/README.md")));
    for (String folder : List.of("eval", "src/site/markdown")) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(file -> file.toString().matches(".*/[a-z].*\\.(sh|md)")).forEach(texts::add);
      }
    }
    return texts.stream().sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void optionsExistAndAreGivenOnce(Path text) throws IOException {
    assertThat(problems(Files.readString(text))).isEmpty();
  }

  @Test
  void commandsAreFound() throws IOException {
    int found = 0;
    for (Path text : texts()) {
      found += (int) COMMAND.matcher(joined(Files.readString(text))).results().count();
    }
    assertThat(found).isGreaterThan(FEWEST_COMMANDS);
    assertThat(problems("thimble train --cell GRU \\\n --no-such x --cell LSTM; thimble info"))
        .containsExactly("train --cell is given twice", "train has no option --no-such");
  }

  private static List<String> problems(String text) {
    List<String> problems = new ArrayList<>();
    for (Matcher command = COMMAND.matcher(joined(text)); command.find(); ) {
      CommandLine line = THIMBLE;
      String name = "";
      for (String word : command.group(1).split(" ", -1)) {
        CommandLine nested = line.getSubcommands().get(word);
        if (nested == null) {
          break;
        }
        line = nested;
        name = name.isEmpty() ? word : name + " " + word;
      }
      if (!name.isEmpty()) {
        check(name, line, command.group(2), problems);
      }
    }
    return problems;
  }

  private static void check(
      String name, CommandLine line, String arguments, List<String> problems) {
    List<String> given = OPTION.matcher(arguments).results().map(found -> found.group()).toList();
    for (String option : given.stream().distinct().toList()) {
      OptionSpec spec = line.getCommandSpec().optionsMap().get(option);
      OptionSpec negated = line.getCommandSpec().negatedOptionsMap().get(option);
      if (spec == null && negated == null) {
        problems.add(name + " has no option " + option);
      } else if (given.stream().filter(option::equals).count() > 1
          && !(spec != null && repeats(spec))) {
        problems.add(name + " " + option + " is given twice");
      }
    }
  }

  private static boolean repeats(OptionSpec option) {
    return option.isMultiValue()
        || (option.group() != null && option.group().multiplicity().max() > 1);
  }

  /** A text in which a command that goes on in the next line is one line. */
  private static String joined(String text) {
    return text.replaceAll("\\\\\n\\s*", " ");
  }
}
