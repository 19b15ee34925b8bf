package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.thimble.bench.ResidentMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any string is translated or refused, in bounded time and memory. */
class AnyTextIT {
  private static final int MEGABYTE = 1_000_000;
  private static Translator translator;
  private static Translator splitting;

  @BeforeContainer
  @BeforeAll
  static void load() throws IOException {
    Path folder = RandomModel.write(Files.createTempDirectory("any").resolve("model"), 5);
    TranslationOptions options = TranslationOptions.builder().beamSize(1).maxLength(0.1, 4).build();
    translator = Translator.load(folder, options);
    splitting =
        translator.with(
            options.toBuilder().maxSourceLength(200).longInput(LongInput.SPLIT).build());
  }

  @AfterContainer
  @AfterAll
  static void close() {
    translator.close();
  }

  @Property(tries = 500)
  void anyTextTranslatesTheSameAloneAndInABatch(@ForAll("texts") List<String> texts) {
    List<Translation> together = splitting.translateAll(texts);
    assertThat(together).hasSameSizeAs(texts);
    for (int i = 0; i < texts.size(); i++) {
      Translation alone = splitting.translate(texts.get(i));
      assertThat(alone.text())
          .isEqualTo(together.get(i).text())
          .doesNotContainPattern("[\\p{Cc}\u2028\u2029&&[^\t\n\r]]");
      assertThat(alone.score()).isFinite().isLessThanOrEqualTo(0);
    }
  }

  @Property(tries = 200)
  void anyDocumentKeepsItsLineBreaks(@ForAll("texts") List<String> texts) {
    String text = String.join("\n", texts);
    Document document = splitting.translate(Document.of(text));
    assertThat(document.text().chars().filter(c -> c == '\n').count())
        .isEqualTo(text.chars().filter(c -> c == '\n').count());
  }

  @Property(tries = 200)
  void anyTextHasAContextVector(@ForAll("texts") List<String> texts) {
    assertThat(List.of((Object[]) translator.contextVectors(texts)))
        .allSatisfy(vector -> assertThat((float[]) vector).hasSize(48).doesNotContain(Float.NaN));
  }

  /* Code points of all planes, unpaired surrogates, and strings known to break text processing. */
  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> any =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .array(int[].class)
            .ofMaxSize(30)
            .map(points -> new String(points, 0, points.length));
    Arbitrary<String> chars =
        Arbitraries.chars().all().array(char[].class).ofMaxSize(30).map(String::new);
    Arbitrary<String> troublesome =
        Arbitraries.of(
            "",
            " ",
            "\t\r\n",
            "\uFEFF",
            "\uFEFFa",
            "\u0000",
            "\u0000\u0000a",
            "\uD800",
            "\uDC00\uD800",
            "a\uDFFF",
            "\u2581",
            "\u2581\u2581a",
            "<s>",
            "</s>",
            "<unk>",
            "<pad>",
            "<0x00>",
            "<0xFF>",
            "\u0085",
            "\u2028",
            "👨‍👩‍👧‍👦",
            "🇫🇷",
            "e\u0301\u0301\u0301",
            "\u202Eabc",
            "\u00AD",
            "ﬁ",
            "\uFDFA",
            "\uFFFE\uFFFF",
            "%s%n",
            "\\",
            "'\"`");
    return Arbitraries.oneOf(any, chars, troublesome).list().ofMaxSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a ", "the cat. ", "\uD800", "😀", "e\u0301", "<s>", "あ"})
  void megabyteOnOneLineIsRefused(String repeated) {
    assertThatThrownBy(() -> translator.translate(repeated.repeat(MEGABYTE / repeated.length())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxSourceLength, 1000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "the cat. "})
  void megabyteOnOneLineIsSplit(String repeated) {
    String text = repeated.repeat(MEGABYTE / repeated.length());
    assertTimeoutPreemptively(
        Duration.ofMinutes(2), () -> assertThat(splitting.translate(text).pieces()).isNotEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD800", "\u0301", "\uFDFA", "\uD83D\uDE00"})
  void textWithoutSpacesIsSplit(String repeated) {
    assertThat(splitting.translate(repeated.repeat(20_000)).pieces()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n", "\u0000", "\uFEFF", "\u2581", "\u3000"})
  void megabyteOfInvisibleCharactersIsBlank(String repeated) {
    assertThat(translator.translate(repeated.repeat(MEGABYTE)).text()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0xAD, 0x200B, 0x200D, 0x200E, 0x202E, 0x2060, 0x2066, 0xFEFF, 0xFE0F})
  void invisibleCharactersDoNotChangeTheTranslation(int c) {
    String invisible = Character.toString(c);
    String marked = invisible + "the c" + invisible + "at" + invisible;
    assertThat(translator.translate(marked)).isEqualTo(translator.translate("the cat"));
    assertThat(translator.score(marked, "s" + invisible + "at"))
        .isEqualTo(translator.score("the cat", "sat"));
    assertThat(translator.contextVector(marked)).isEqualTo(translator.contextVector("the cat"));
    assertThat(translator.translate(invisible.repeat(3))).isEqualTo(translator.translate(""));
    assertThat(splitting.translate((marked + " ").repeat(60)).pieces())
        .isEqualTo(splitting.translate("the cat ".repeat(60)).pieces());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x0B, 0x0C, 0x85, 0x2028, 0x2029, 0x3000})
  void everyKindOfWhiteSpaceCountsAsASpace(int c) {
    assertThat(translator.translate("the" + Character.toString(c) + "cat"))
        .isEqualTo(translator.translate("the cat"));
  }

  @Test
  void invisibleCharactersAreRemovedFromTargets() {
    TranslationOptions options = translator.options();
    assertThat(with(options.toBuilder().prefix("the c\u00ADat").build()))
        .isEqualTo(with(options.toBuilder().prefix("the cat").build()));
    assertThat(with(options.toBuilder().suppressed(List.of("c\u200Bat")).build()))
        .isEqualTo(with(options.toBuilder().suppressed(List.of("cat")).build()));
    assertThatThrownBy(() -> with(options.toBuilder().suppressed(List.of("\u200B")).build()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("invisible");
  }

  private static List<List<String>> with(TranslationOptions options) {
    return translator.with(options).translateAll(List.of("the cat", "sat on", "é 42")).stream()
        .map(Translation::pieces)
        .toList();
  }

  @Test
  void invisibleCharactersInPiecesAreKept() throws IOException {
    List<String> lines = List.of("the c\u00ADat sat on the mat", "un chat noir");
    Path folder =
        RandomModel.write(Files.createTempDirectory("soft").resolve("model"), 5, lines, List.of());
    try (Translator keeping = Translator.load(folder, translator.options())) {
      assertThat(keeping.translate("the c\u00ADat")).isNotEqualTo(keeping.translate("the cat"));
      assertThat(keeping.translate("the c\u200Bat")).isEqualTo(keeping.translate("the cat"));
    }
  }

  @Test
  void longAndMalformedTextsDoNotGrowMemory() throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      texts.add("\uD800a \u0000😀".repeat(40 * (i % 10)));
    }
    Runnable eightTimes =
        () -> {
          for (int i = 0; i < 8; i++) {
            splitting.translateAll(texts);
          }
        };
    ResidentMemory.assertFlat(eightTimes, eightTimes);
  }
}
