package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The languages of {@code --mask-entities}, and what needs no native code of its commands. */
final class MaskedLanguagesTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "en-fr, en, fr",
    "en-pt-BR, en, pt-BR",
    "pt-BR-en, pt-BR, en",
    "es-419-haw, es-419, haw",
    "en-US-en-GB, en-US, en-GB"
  })
  void regionsTellTheLanguagesApart(String languages, String source, String target) {
    MaskingConfig config = MaskedLanguages.parse(languages);
    assertThat(config.sourceLanguage()).isEqualTo(source);
    assertThat(config.targetLanguage()).isEqualTo(target);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "en", "en-", "en-FR", "english-french", "en-fr-de", "en_fr", "und-fr"})
  void otherValuesAreWrongUsage(String languages) {
    assertThatThrownBy(() -> MaskedLanguages.parse(languages))
        .isInstanceOf(WrongUsageException.class)
        .hasMessageContaining(languages.equals("und-fr") ? "und" : "such as en-fr");
  }

  @Test
  void vocabularyHasTheSymbolsAndNoPieceOfAnEntity() throws IOException {
    Path text =
        Files.writeString(
            folder.resolve("text"),
            "see see see see see https://abcabc.org at 1234567\n".repeat(50));
    String[] arguments = {
      "vocab",
      text.toString(),
      "--size=450",
      "--symbol=@@",
      "--mask-entities=en-fr",
      "--output=" + folder.resolve("masked.model")
    };
    assertThat(CommandRun.of(arguments).code()).isZero();
    Vocabulary masked = Vocabulary.read(folder.resolve("masked.model"));
    assertThat(masked.userDefinedSymbols())
        .contains("@@")
        .containsAll(MaskingConfig.of("en", "fr").symbols());
    List<String> pieces = IntStream.range(0, masked.size()).mapToObj(masked::piece).toList();
    assertThat(pieces)
        .contains("▁see", "5", "h")
        .noneMatch(piece -> piece.matches(".*abc.*|▁?[0-9]{2,}"));
  }

  @Test
  void wrongUsagesAreRefused() {
    assertThat(usage("--mask-entities=french"))
        .isEqualTo(
            "thimble: --mask-entities is french; it must be source and target language, such as"
                + " en-fr or en-pt-BR\n");
    assertThat(usage("--substitute-words=0.2"))
        .isEqualTo("thimble: --substitute-words needs --mask-entities\n");
    assertThat(usage("--substitutions=x"))
        .isEqualTo("thimble: --substitutions needs --mask-entities\n");
    assertThat(usage("--noise-lower-case=0.7", "--noise-capitals=0.7"))
        .isEqualTo("thimble: lowerCase + capitals is 1.4; it must be from 0 to 1\n");
  }

  @Test
  void moreTargetsThanSourcesAreRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "abc abd\n".repeat(20));
    String vocabulary = folder.resolve("v").toString();
    assertThat(
            CommandRun.of(
                    "vocab",
                    text.toString(),
                    "--size=9",
                    "--no-byte-fallback",
                    "--output=" + vocabulary)
                .code())
        .isZero();
    assertThat(usage("--train-target=a", "--train-target=b", "--vocabulary=" + vocabulary))
        .isEqualTo(
            "thimble: --train-target is given 2 times, but --train-source 1 times; each target"
                + " needs its source\n");
  }

  private String usage(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--train-source=none",
                "--dev-source=none",
                "--output=" + folder.resolve("run")));
    arguments.addAll(List.of(more));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.code()).isEqualTo(2);
    return run.err().substring(0, run.err().indexOf('\n') + 1);
  }
}
