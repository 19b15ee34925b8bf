package dev.thimble.metric;

import static dev.thimble.metric.TokenizerFit.DROPS_LETTERS;
import static dev.thimble.metric.TokenizerFit.FITS;
import static dev.thimble.metric.TokenizerFit.JOINS_WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.metric.PublishedNumbers.Text;
import dev.thimble.metric.RougeConfig.Variant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenizerFitTest {
  private static final Rouge ROUGE = new Rouge(RougeConfig.defaults(Variant.ROUGE_1));

  @ParameterizedTest
  @ValueSource(strings = {"chinese", "japanese", "thai"})
  void scriptsWithoutSpacesNeedAnotherTokenizerThan13a(String text) {
    assertThat(bleu(BleuTokenizer.V13A, text)).isEqualTo(JOINS_WORDS);
    assertThat(bleu(BleuTokenizer.INTL, text)).isEqualTo(JOINS_WORDS);
    assertThat(bleu(BleuTokenizer.NONE, text)).isEqualTo(JOINS_WORDS);
    assertThat(bleu(BleuTokenizer.CHAR, text)).isEqualTo(FITS);
  }

  @Test
  void chineseTokenizerFitsOnlyChinese() {
    assertThat(bleu(BleuTokenizer.ZH, "chinese")).isEqualTo(FITS);
    assertThat(bleu(BleuTokenizer.ZH, "japanese")).isEqualTo(JOINS_WORDS);
    assertThat(bleu(BleuTokenizer.ZH, "thai")).isEqualTo(JOINS_WORDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "english", "french", "german", "korean", "arabic", "hindi", "casing", "symbols", "edges"
      })
  void scriptsWithSpacesFit13a(String text) {
    assertThat(bleu(BleuTokenizer.V13A, text)).isEqualTo(FITS);
    assertThat(TokenizerFit.of(new Ter(TerConfig.defaults()), reference(text))).isEqualTo(FITS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chinese", "japanese", "korean", "arabic", "hindi", "thai", "casing"})
  void rougeDropsLettersOfOtherScriptsThanLatin(String text) {
    assertThat(TokenizerFit.of(ROUGE, reference(text))).isEqualTo(DROPS_LETTERS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Où as-tu mis les clés de l'été dernier ?",
        "Příliš žluťoučký kůň úpěl ďábelské ódy.",
        "Wczoraj wieczorem poszliśmy z dziećmi do teatru, żeby obejrzeć przedstawienie.",
        "Tôi đã đến trường vào sáng hôm qua.",
        "Árvíztűrő tükörfúrógép",
        "👩‍👩‍👧‍👦 🏠🏠 ☕️",
        "2026 − 12 = 2014; ३.५",
        "",
      })
  void rougeFitsLatinScriptAndTextWithoutLetters(String line) {
    assertThat(TokenizerFit.of(ROUGE, List.of(line))).isEqualTo(FITS);
  }

  @ParameterizedTest
  @CsvSource({"ab яю, FITS", "ab яюэ, DROPS_LETTERS", "1234 яю, DROPS_LETTERS"})
  void halfOfTheLettersMayBeDropped(String line, TokenizerFit fit) {
    assertThat(TokenizerFit.of(ROUGE, List.of(line))).isEqualTo(fit);
  }

  @ParameterizedTest
  @CsvSource({
    "我们 abcdef, FITS",
    "我们 abcde, JOINS_WORDS",
    "我 们 abc, FITS",
    "我1们 abc, JOINS_WORDS",
    "กี ab, FITS", // a letter and its mark
  })
  void quarterOfTheLettersMayBeJoined(String line, TokenizerFit fit) {
    assertThat(TokenizerFit.of(new Bleu(BleuConfig.defaults()), List.of(line))).isEqualTo(fit);
  }

  @Test
  void linesAreCountedTogether() {
    List<String> lines = List.of("a line in English", "我们去公园");
    assertThat(TokenizerFit.of(new Bleu(BleuConfig.defaults()), lines)).isEqualTo(JOINS_WORDS);
    assertThat(TokenizerFit.of(ROUGE, lines)).isEqualTo(FITS);
  }

  @Test
  void lengthRatioAndTerAreCheckedToo() {
    List<String> chinese = reference("chinese");
    TerConfig apart = TerConfig.defaults().withNormalized(true).withAsianSupport(true);
    assertThat(TokenizerFit.of(new LengthRatio(BleuConfig.defaults()), chinese))
        .isEqualTo(JOINS_WORDS);
    assertThat(TokenizerFit.of(new Ter(TerConfig.defaults()), chinese)).isEqualTo(JOINS_WORDS);
    assertThat(TokenizerFit.of(new Ter(apart), chinese)).isEqualTo(FITS);
  }

  @Test
  void wordsOfTheErrorRateAreCheckedAndCharactersFit() {
    List<String> thai = reference("thai");
    assertThat(TokenizerFit.of(new ErrorRate(ErrorRate.Unit.WORD, false), thai))
        .isEqualTo(JOINS_WORDS);
    assertThat(TokenizerFit.of(new ErrorRate(ErrorRate.Unit.CHARACTER, false), thai))
        .isEqualTo(FITS);
  }

  @Test
  void metricsWithoutWordsFitEveryScript() {
    for (String text : List.of("chinese", "hindi", "thai")) {
      assertThat(TokenizerFit.of(new Chrf(ChrfConfig.defaults()), reference(text))).isEqualTo(FITS);
      assertThat(TokenizerFit.of(new ExactMatch(false), reference(text))).isEqualTo(FITS);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "english, V13A",
    "hindi, V13A",
    "korean, V13A",
    "chinese, ZH",
    "japanese, CHAR",
    "thai, CHAR"
  })
  void tokenizerOfBleuIsChosenByTheText(String text, BleuTokenizer tokenizer) {
    assertThat(TokenizerFit.bleuTokenizer(reference(text))).isEqualTo(tokenizer);
  }

  @Test
  void stemmingDropsNoLetters() {
    RougeConfig stemmed = RougeConfig.defaults(Variant.ROUGE_L).withStemmer(true);
    assertThat(TokenizerFit.of(new Rouge(stemmed), List.of("generalizations vietnamization яюэ")))
        .isEqualTo(FITS);
  }

  private static TokenizerFit bleu(BleuTokenizer tokenizer, String text) {
    return TokenizerFit.of(
        new Bleu(BleuConfig.defaults().withTokenizer(tokenizer)), reference(text));
  }

  private static List<String> reference(String text) {
    return Text.of(text).references().get(0).stream()
        .map(line -> line == null ? "" : line)
        .toList();
  }
}
