package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options from a file, and literal text on the command line. */
final class OptionsFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("o.options");
  }

  @Test
  void linesBecomeArgumentsUnchanged() throws IOException {
    assertThat(
            expanded(
                """
                # a comment

                --prefix   Je suis "épuisé" # moi
                --suppress no
                  --suppress 010
                --suppress null
                --suppress ~
                --suppress [a, b]
                --suppress=  spaces\t
                --suppress=
                --suppress a=b
                --keep-symbols
                """))
        .containsExactly(
            "translate",
            "--prefix=Je suis \"épuisé\" # moi",
            "--suppress=no",
            "--suppress=010",
            "--suppress=null",
            "--suppress=~",
            "--suppress=[a, b]",
            "--suppress=  spaces\t",
            "--suppress=",
            "--suppress=a=b",
            "--keep-symbols",
            "--options",
            file.toString(),
            "model");
  }

  @Test
  void commandLineTakesPrecedence() throws IOException {
    String text = "--beam-size 9\n--suppress a\n--suppress b\n--keep-symbols\n";
    assertThat(expanded(text, "--suppress", "c", "--beam-size=2"))
        .startsWith("translate", "--keep-symbols", "--options");
    Files.writeString(file, "--no-dev-bleu\n--seed 4\n");
    assertThat(find("train", "--dev-bleu", "--options=" + file))
        .containsExactly("train", "--seed=4", "--dev-bleu", "--options=" + file);
  }

  @Test
  void optionsBeforeTheCommandStayThere() throws IOException {
    Files.writeString(file, "--seed 4\n");
    assertThat(find("--verbose", "--options", file.toString(), "train", "--beta1", "0.5"))
        .containsExactly(
            "--verbose", "--options", file.toString(), "train", "--seed=4", "--beta1", "0.5");
  }

  @Test
  void byteOrderMarkAndCarriageReturnsAreIgnored() throws IOException {
    assertThat(expanded("\uFEFF--prefix=a\r\n--seed 4\r\n"))
        .startsWith("translate", "--prefix=a", "--seed=4", "--options");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--embeding-size 9       | translate has no option --embeding-size",
        "--dropout 0.1           | translate has no option --dropout",
        "beam-size: 9            | 'beam-size:' is not an option; write --name value",
        "--beam-size             | --beam-size needs a value",
        "--keep-symbols true     | --keep-symbols takes no value",
        "--keep-symbols=no       | --keep-symbols takes no value",
        "--options other         | translate does not accept --options in a file",
        "--help                  | translate does not accept --help in a file",
        "--sample                | --sample is already on line 1"
      })
  void faultIsReportedWithFileAndLine(String line, String message) throws IOException {
    String text = "--sample\n# a comment\n" + line + "\n";
    assertThatThrownBy(() -> expanded(text))
        .isInstanceOf(WrongUsageException.class)
        .hasMessageStartingWith(file + ", line 3: " + message);
  }

  @Test
  void secondLineOfANegatedOptionIsRefused() throws IOException {
    Files.writeString(file, "--dev-bleu\n--no-dev-bleu\n");
    assertThatThrownBy(() -> find("train", "--options=" + file))
        .hasMessage(file + ", line 2: --no-dev-bleu is already on line 1");
  }

  @Test
  void refusedValueIsReportedWithFileAndLine() throws IOException {
    Files.writeString(file, "--seed 4\n--threads many\n");
    CommandRun run = CommandRun.of("translate", "--options=" + file, "model");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("thimble: " + file + ", line 2: Invalid value for option '--threads'");
  }

  @Test
  void fileThatCannotBeReadIsWrongUsage() throws IOException {
    assertThat(CommandRun.of("translate", "--options", folder + "/none", "model"))
        .matches(run -> run.code() == 2 && run.err().contains("none does not exist"));
    Files.write(file, new byte[] {'-', '-', 's', '\n', (byte) 0xFF});
    assertThat(CommandRun.of("translate", "--options", file.toString(), "model").err())
        .contains(file + ", line ");
    assertThat(CommandRun.of("translate", "--options").code()).isEqualTo(2);
  }

  @Test
  void optionsOfTestSetsMayBeRepeated() throws IOException {
    Files.writeString(folder.resolve("ref"), "the cat sat down\n");
    Files.writeString(
        file,
        """
        --metrics exact
        --format tsv
        --test-set A
        --hypotheses %1$s/ref
        --reference %1$s/ref
        --reference %1$s/ref
        --test-set B
        --hypotheses %1$s/ref
        --reference %1$s/ref
        """
            .formatted(folder));
    CommandRun run = CommandRun.of("evaluate", "--options", file.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().skip(1))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("A\t").contains("nrefs:2"),
            line -> assertThat(line).startsWith("B\t").contains("nrefs:1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"@home", "@@home", "@", "\"@home\"", "${env:HOME}", "-1", "#"})
  void valueOfTheCommandLineIsLiteralText(String value) {
    var line = Thimble.newCommandLine();
    line.parseArgs("translate", "model", "--prefix=" + value, "--suppress", "@a", "--input=@b");
    var command = line.getParseResult().subcommand();
    assertThat(command.matchedOption("--prefix").<String>getValue()).isEqualTo(value);
    assertThat(command.matchedOption("--suppress").<List<String>>getValue()).containsExactly("@a");
    assertThat(command.matchedOption("--input").<Path>getValue()).isEqualTo(Path.of("@b"));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void recipesHoldOptionsOfTrain(Path recipe) throws IOException {
    assertThat(find("train", "--options=" + recipe)).contains("--precision=bfloat16");
  }

  private static List<Path> recipes() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("eval/recipes"))) {
      return files.filter(file -> file.toString().endsWith(".options")).sorted().toList();
    }
  }

  private String[] expanded(String text, String... more) throws IOException {
    Files.writeString(file, text);
    List<String> arguments = new java.util.ArrayList<>(List.of("translate", "--options"));
    arguments.add(file.toString());
    arguments.add("model");
    arguments.addAll(List.of(more));
    return find(arguments.toArray(String[]::new));
  }

  private static String[] find(String... arguments) throws IOException {
    return OptionsFile.find(Thimble::newCommandLine, arguments).insertInto(arguments);
  }
}
