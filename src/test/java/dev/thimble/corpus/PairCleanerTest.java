package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.PairCleaner.Finding;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairCleanerTest {
  private static final LanguagePair ENGLISH_FRENCH = new LanguagePair("en", "fr");
  private static final PairCleaner CLEANER =
      new PairCleaner(CleaningConfig.defaults(ENGLISH_FRENCH));

  private static CleaningRule rule(PairCleaner cleaner, String source, String target) {
    Finding finding = cleaner.check(source, target);
    return finding == null ? null : finding.rule();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Tom is my brother. | Tom est mon frère.",
        "It's 9:40. | Il est 9 h 40.",
        "Tom Jackson | Tom Jackson",
        "I love <3 you & me. | Je t'aime <3, toi & moi.",
        "If a<b, then b>a. | Si a<b, alors b>a.",
        "TOMORROW… | DEMAIN…",
        "He said: “He's gone…” | « Il est allé…»",
        "He went there. | Il y est allé\u00A0»\u00A0!",
        "I paid AT&T; it was fine. | J'ai payé AT&T; c'était bien.",
        "Yes. | Oui\u00A0."
      })
  void goodPairsAreKept(String source, String target) {
    assertThat(CLEANER.check(source, target)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Oui. | EMPTY | ''",
        "Yes. | '   ' | EMPTY | ''",
        "!!! | Oui. | TOO_SHORT | 0 and 1 words",
        "a b c d e f g h i j k l | a b | LENGTH_RATIO | 12 and 2 words",
        "abcdefghijklm nopq | ab cd | LENGTH_RATIO | 17 and 4 characters",
        "This is the same. | This is the same. | EQUAL_SIDES | ''",
        "I see\u0007 him. | Je le vois. | ODD_CHARACTERS | control character U+0007",
        "I see him. | Je le vois\uFFFD. | ODD_CHARACTERS | replacement character U+FFFD",
        "I see him\u0085. | Je le vois. | ODD_CHARACTERS | control character U+0085",
        "I see \uE000 him. | Je le vois. | ODD_CHARACTERS | private-use character U+E000",
        "I see \uD800 him. | Je le vois. | ODD_CHARACTERS | half a character U+D800",
        "Seen before. | DÃ©jÃ\u00A0vu. | ODD_CHARACTERS | UTF-8 read as another encoding: Ã©j",
        "It's so. | Câ€™est ça. | ODD_CHARACTERS | UTF-8 read as another encoding: â€™",
        "So it is. | C'est <b>ça</b>. | MARKUP | <b>",
        "So it is. | C'est ça.</I > | MARKUP | </I >",
        "So &amp; so. | Un tel. | MARKUP | &amp;",
        "It&#39;s so. | C'est ça. | MARKUP | &#39;",
        "It&#x27;s so. | C'est ça. | MARKUP | &#x27;",
        "a ------------- b | a ------------- c | FEW_LETTERS | 13% letters",
        "I see him. | Я его вижу. | WRONG_SCRIPT | 0% latin",
        "I see 250 men. | Je vois 25 hommes. | NUMBERS | 250 ≠ 25"
      })
  void badPairsAreRemovedByTheirRule(String source, String target, CleaningRule rule, String what) {
    assertThat(CLEANER.check(source, target)).isEqualTo(new Finding(rule, what));
  }

  @Test
  void longSidesAndLongWordsAreRemoved() {
    String many = "mot ".repeat(101);
    assertThat(CLEANER.check(many, many + "x"))
        .isEqualTo(new Finding(CleaningRule.TOO_LONG, "101 and 102 words"));
    String word = "a".repeat(41);
    assertThat(CLEANER.check(word, word + "e"))
        .isEqualTo(new Finding(CleaningRule.LONG_WORD, "41 characters"));
    String link = "https://a.example/" + "a1-/".repeat(20);
    assertThat(CLEANER.check("See " + link, "Voir " + link)).isNull();
  }

  @Test
  void theFirstRuleOfEitherSideCounts() {
    assertThat(rule(CLEANER, "So &amp; so", "Un\u0007 tel")).isEqualTo(CleaningRule.ODD_CHARACTERS);
    assertThat(rule(CLEANER, "So\u0007 so", "Un &amp; tel")).isEqualTo(CleaningRule.ODD_CHARACTERS);
  }

  @ParameterizedTest
  @EnumSource(CleaningRule.class)
  void rulesThatAreLeftOutRemoveNothing(CleaningRule rule) {
    Set<CleaningRule> others = EnumSet.allOf(CleaningRule.class);
    others.remove(rule);
    CleaningConfig defaults = CleaningConfig.defaults(ENGLISH_FRENCH);
    PairCleaner cleaner =
        new PairCleaner(
            new CleaningConfig(others, defaults.lengths(), defaults.characters(), ENGLISH_FRENCH));
    List<List<String>> pairs =
        List.of(
            List.of("", "Oui."),
            List.of("!!!", "Oui."),
            List.of("a ".repeat(101), "b ".repeat(101)),
            List.of("a b c d e f g h i j k l", "a b"),
            List.of("This is the same.", "This is the same."),
            List.of("So\u0007 so", "Un tel"),
            List.of("So &amp; so.", "Un tel."),
            List.of("a".repeat(41), "b".repeat(41)),
            List.of("a ------------- b", "a ------------- c"),
            List.of("I see him.", "Я его вижу."),
            List.of("I see 250 men.", "Je vois 25 hommes."));
    assertThat(pairs).noneMatch(pair -> rule(cleaner, pair.get(0), pair.get(1)) == rule);
  }

  @Test
  void scriptsAndNumbersNeedLanguages() {
    PairCleaner cleaner = new PairCleaner(CleaningConfig.defaults(null));
    assertThat(cleaner.check("I see 250 men.", "Я вижу 25 человек.")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "ru, Я его вижу.",
    "sr, Видим га.",
    "sr, Vidim ga.",
    "sr-Cyrl, Видим га.",
    "zh, 我看见他。",
    "zh-Hant, 我看見他。",
    "ja-Jpan, 私は彼が見えます。",
    "ja, 私は彼が見えます。",
    "ko, 나는 그를 본다.",
    "ko-Kore, 나는 그를 본다.",
    "th, ฉันเห็นเขา",
    "el, Τον βλέπω.",
    "fr, 9:40?"
  })
  void languagesAreWrittenInTheirScripts(String language, String text) {
    PairCleaner cleaner =
        new PairCleaner(CleaningConfig.defaults(new LanguagePair("en", language)));
    assertThat(rule(cleaner, "I see him.", text)).isNotEqualTo(CleaningRule.WRONG_SCRIPT);
  }

  @Test
  void scriptOfTheLanguageTagIsTheOnlyOne() {
    PairCleaner cleaner =
        new PairCleaner(CleaningConfig.defaults(new LanguagePair("en", "sr-Latn")));
    assertThat(rule(cleaner, "I see him.", "Видим га.")).isEqualTo(CleaningRule.WRONG_SCRIPT);
    CleaningConfig unknown = CleaningConfig.defaults(new LanguagePair("en", "sr-Xxxx"));
    assertThatThrownBy(() -> new PairCleaner(unknown)).hasMessageContaining("Xxxx is no script");
  }

  @Test
  void twoCharactersOfScriptsWithoutSpacesAreAWord() {
    assertThat(TextStatistics.of("我看见他了。 OK")).isEqualTo(new TextStatistics(4, 8, 7, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<", "&", "<b", "&#", "Ã©Ã", "é…", "a1,", "\u0300", "<a <a ", "&#1"})
  void longTextsTakeLinearTime(String part) {
    CleaningConfig defaults = CleaningConfig.defaults(ENGLISH_FRENCH);
    PairCleaner cleaner =
        new PairCleaner(
            new CleaningConfig(
                EnumSet.range(CleaningRule.ODD_CHARACTERS, CleaningRule.NUMBERS),
                defaults.lengths(),
                defaults.characters(),
                ENGLISH_FRENCH));
    String text = "a ".repeat(100_000) + part.repeat(100_000 / part.length());
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> cleaner.check(text, text + "b"));
  }

  @ParameterizedTest
  @CsvSource({
    "ÃŽle, true",
    "Ð¿Ñ€Ð¸, true",
    "Ñ…, false",
    "ï¿½, true",
    "ð\u0178\u02DC\u20AC, true",
    "ä½\u00A0å¥½, true",
    "Â° , true",
    "Ã\u00A0vu, true",
    "Ã\u00A0, false",
    "NÃ…, false"
  })
  void wrongEncodingsAreFound(String text, boolean wrong) {
    assertThat(OddCharacters.in(text) != null).isEqualTo(wrong);
  }

  @Test
  void languagesAreReadFromTheirTags() {
    assertThat(LanguagePair.parse("pt-BR-sr-Latn")).isEqualTo(new LanguagePair("pt-BR", "sr-Latn"));
    assertThat(LanguagePair.parse("en-es-419")).hasToString("en-es-419");
    assertThatThrownBy(() -> LanguagePair.parse("english-french"))
        .hasMessageContaining("languages is english-french; it must be source and target language");
  }
}
