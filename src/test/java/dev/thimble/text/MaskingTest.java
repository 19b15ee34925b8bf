package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {
  private static final MaskingConfig CONFIG = MaskingConfig.of("en", "fr");

  private static final Lexicon LEXICON =
      Lexicon.parse(
          Stream.of(
                  "I", "is", "my", "friend", "the", "house", "Tom", "Boston", "really", "want",
                  "hello", "how", "are", "you", "and", "meet", "see", "with", "s", "big", "in",
                  "people", "on", "click", "wait", "lives", "NASA")
              .map(word -> word + "\t20000")
              .toList(),
          "lexicon.txt");

  private static final Masking MASKING = new Masking(CONFIG, LEXICON);

  private static String masked(String text) {
    return MASKING.mask(text, List.of()).text();
  }

  /** The places where a pattern matches, as entities of a kind with the text itself as key. */
  private static List<Entity> spans(String text, String pattern, EntityKind kind) {
    List<Entity> spans = new ArrayList<>();
    for (MatchResult match : Pattern.compile(pattern).matcher(text).results().toList()) {
      spans.add(new Entity(match.start(), match.end(), kind, match.group(), match.group()));
    }
    return spans;
  }

  private static List<Entity> tags(String text) {
    List<Entity> tags = spans(text, "<\\w>", EntityKind.OPEN);
    tags.addAll(spans(text, "</\\w>", EntityKind.CLOSE));
    return tags;
  }

  private static Entity entity(int start, int end, EntityKind kind, String translation) {
    return new Entity(start, end, kind, translation, translation);
  }

  @Test
  void untrustedWordsBecomeNamesAndTerms() {
    assertThat(masked("Ingrid is my zorbifex."))
        .isEqualTo("⟦NAME_VOWEL_1⟧ is my ⟦TERM_CONSONANT_1⟧.");
  }

  @Test
  void initialBeforeAnApostropheBelongsToTheName() {
    Lexicon withInitials =
        Lexicon.parse(List.of("O\t9", "D\t9", "L\t9", "s\t9", "house\t9"), "lexicon.txt");
    Masking masking = new Masking(CONFIG, withInitials);
    assertThat(masking.mask("O'Zork's house, D\u2019Zork", List.of()).text())
        .isEqualTo("\u27E6NAME_VOWEL_1\u27E7's house, \u27E6NAME_CONSONANT_1\u27E7");
    assertThat(masking.mask("L'Zork xO'Zork", List.of()).text())
        .startsWith("L'\u27E6NAME_CONSONANT_1\u27E7");
  }

  @Test
  void equalSpansShareASymbol() {
    assertThat(masked("Yuki and Kira meet Yuki"))
        .isEqualTo("⟦NAME_CONSONANT_1⟧ and ⟦NAME_CONSONANT_2⟧ meet ⟦NAME_CONSONANT_1⟧");
  }

  @Test
  void neighbouringNamesAreOneName() {
    assertThat(masked("I meet Priya Raghunathan")).isEqualTo("I meet ⟦NAME_CONSONANT_1⟧");
    assertThat(masked("I meet Anne-Sofie O'Zork")).isEqualTo("I meet ⟦NAME_VOWEL_1⟧");
  }

  @Test
  void knownNameBesideAnUnknownOneIsAPartOfIt() {
    Lexicon lexicon =
        Lexicon.parse(
            List.of(
                "Mary\t500",
                "mary\t20",
                "marie\t20",
                "I\t900",
                "met\t900",
                "French\t90",
                "old\t900",
                "although\t52",
                "Mr\t900",
                "king\t200",
                "King\t20"),
            "lexicon.txt");
    Masking masking = new Masking(CONFIG, lexicon);
    Map<String, String> expected =
        Map.of(
            "I met Mary Zork", "I met ⟦NAME_CONSONANT_1⟧",
            "Marie Zork met Mary", "⟦NAME_CONSONANT_1⟧ met Mary",
            "I met Mary, Zork", "I met Mary, ⟦NAME_CONSONANT_1⟧",
            "I met Mr Zork", "I met Mr ⟦NAME_CONSONANT_1⟧",
            "I met King Zork", "I met King ⟦NAME_CONSONANT_1⟧",
            "Old Zork met I", "Old ⟦NAME_CONSONANT_1⟧ met I",
            "Although Zork met I", "Although ⟦NAME_CONSONANT_1⟧ met I",
            "I met Mary", "I met Mary");
    expected.forEach(
        (text, masked) -> assertThat(masking.mask(text, List.of()).text()).isEqualTo(masked));
  }

  @Test
  void namesAreNotJoinedOverPunctuation() {
    assertThat(masked("Priya, Raghunathan")).isEqualTo("⟦NAME_CONSONANT_1⟧, ⟦NAME_CONSONANT_2⟧");
  }

  @Test
  void possessiveIsNoPartOfAName() {
    assertThat(masked("Ingrid's house, Olga’s house"))
        .isEqualTo("⟦NAME_VOWEL_1⟧'s house, ⟦NAME_VOWEL_2⟧’s house");
  }

  @Test
  void misspeltWordIsLeftToTheModel() {
    assertThat(masked("Wnat the huose")).isEqualTo("Wnat the huose");
  }

  @Test
  void swappedLettersOfAFrequentNameAreAMisspelling() {
    assertThat(masked("I see Botson and Tim")).isEqualTo("I see Botson and ⟦NAME_CONSONANT_1⟧");
  }

  @Test
  void capitalInsideASentenceIsNoMisspelling() {
    assertThat(masked("I see Huose")).isEqualTo("I see ⟦NAME_CONSONANT_1⟧");
  }

  @Test
  void givenSpanTakesPrecedence() {
    String text = "I see Ingrid 5";
    assertThat(masked(text)).isEqualTo("I see ⟦NAME_VOWEL_1⟧ ⟦NUMBER_MANY_1⟧");
    assertThat(MASKING.mask(text, List.of(entity(6, 14, EntityKind.CODE, "x"))).text())
        .isEqualTo("I see ⟦CODE_1⟧");
  }

  @Test
  void firstOfTwoOverlappingGivenSpansCounts() {
    List<Entity> given =
        List.of(entity(2, 5, EntityKind.CODE, "x"), entity(0, 3, EntityKind.LINK, "y"));
    assertThat(MASKING.mask("is is is", given).text()).isEqualTo("is⟦CODE_1⟧ is");
  }

  @Test
  void kindWithoutSymbolsStaysText() {
    MaskingConfig numbers = new MaskingConfig(1, "en", "fr", Set.of(EntityKind.NUMBER_MANY), 1);
    Masking masking = new Masking(numbers, LEXICON);
    MaskedText text =
        masking.mask(
            "Ingrid is 42 <b>",
            List.of(
                entity(10, 12, EntityKind.NUMBER_MANY, "42"),
                entity(13, 16, EntityKind.OPEN, "<b>")));
    assertThat(text.text()).isEqualTo("Ingrid is ⟦NUMBER_MANY_1⟧ <b>");
    assertThat(text.fits()).isTrue();
  }

  @Test
  void tagWithoutPartnerStaysTextIfEmptyTagsAreNotMasked() {
    Set<EntityKind> kinds = EnumSet.of(EntityKind.OPEN, EntityKind.CLOSE);
    Masking masking = new Masking(new MaskingConfig(1, "en", "fr", kinds, 1), LEXICON);
    MaskedText text = masking.mask("<b> is", List.of(entity(0, 3, EntityKind.OPEN, "<b>")));
    assertThat(text.text()).isEqualTo("<b> is");
    assertThat(text.fits()).isTrue();
  }

  @Test
  void entitiesBeyondTheSymbolsStayText() {
    String text = "2, 3, 4, 5, 6, 7, 8, 9, 10, 2";
    MaskedText masked = MASKING.mask(text, List.of());
    assertThat(masked.text()).endsWith("⟦NUMBER_MANY_8⟧, 10, ⟦NUMBER_MANY_1⟧");
    assertThat(masked.fits()).isFalse();
    assertThat(masked.unmask(masked.text())).isEqualTo(text);
    assertThat(MASKING.mask("2, 3", List.of()).fits()).isTrue();
  }

  @Test
  void literalSymbolComesThroughAsItIs() {
    MaskedText masked = MASKING.mask("I see ⟦TIME_1⟧", List.of());
    assertThat(masked.text()).isEqualTo("I see ⟦TERM_CONSONANT_1⟧");
    assertThat(masked.unmask("Je vois ⟦TERM_CONSONANT_1⟧")).isEqualTo("Je vois ⟦TIME_1⟧");
  }

  @Test
  void literalSymbolBeyondTheSymbolsIsEscaped() {
    String literals = "⟦TIME_1⟧⟦TIME_2⟧⟦TIME_3⟧⟦TIME_4⟧⟦TIME_5⟧⟦TIME_6⟧⟦TIME_7⟧⟦TIME_8⟧⟦DATE_1⟧";
    MaskedText masked = MASKING.mask(literals, List.of());
    assertThat(masked.text()).endsWith("⟦TERM_CONSONANT_8⟧[DATE_1]");
    assertThat(masked.fits()).isFalse();
  }

  @Test
  void whatLooksLikeASymbolButIsNoneComesThrough() {
    MaskedText masked = MASKING.mask("⟦TIME_9⟧", List.of());
    assertThat(masked.text()).isEqualTo("⟦⟦CODE_1⟧⟧");
    assertThat(masked.unmask(masked.text())).isEqualTo("⟦TIME_9⟧");
  }

  @Test
  void tagsOfAPairShareTheirNumber() {
    String text = "<b>click</b> on <i>the</i>";
    assertThat(MASKING.mask(text, tags(text)).text())
        .isEqualTo("⟦OPEN_1⟧click⟦CLOSE_1⟧ on ⟦OPEN_2⟧the⟦CLOSE_2⟧");
  }

  @Test
  void tagWithoutPartnerIsEmpty() {
    String text = "</b>see<i>";
    assertThat(MASKING.mask(text, tags(text)).text()).isEqualTo("⟦EMPTY_1⟧see⟦EMPTY_2⟧");
  }

  @Test
  void insertedTagsKeepTheOrderInWhichTheyAreGiven() {
    List<Entity> given =
        List.of(
            new Entity(4, 4, EntityKind.OPEN, "1", "*"),
            new Entity(4, 4, EntityKind.OPEN, "2", "_"),
            new Entity(7, 7, EntityKind.CLOSE, "2", "_"),
            new Entity(7, 7, EntityKind.CLOSE, "1", "*"));
    MaskedText masked = MASKING.mask("and see the", given);
    assertThat(masked.text()).isEqualTo("and ⟦OPEN_1⟧⟦OPEN_2⟧see⟦CLOSE_2⟧⟦CLOSE_1⟧ the");
    assertThat(masked.unmask(masked.text())).isEqualTo("and *_see_* the");
  }

  @Test
  void spanBeyondTheTextIsRefused() {
    assertThatThrownBy(() -> MASKING.mask("abc", List.of(entity(2, 4, EntityKind.CODE, "x"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("end of an entity is 4; it must be from 0 to 3");
  }

  @Test
  void capitalsAreTranslatedInSentenceCaseAndWrittenInCapitals() {
    MaskedText masked = MASKING.mask("HELLO TOM! HOW ARE YOU IN BOSTON?", List.of());
    assertThat(masked.text()).isEqualTo("Hello Tom! How are you in Boston?");
    assertThat(masked.unmask("Salut Tom ! Ça va, à Boston ?"))
        .isEqualTo("SALUT TOM ! ÇA VA, À BOSTON ?");
  }

  @Test
  void unknownNameInCapitalsStaysAsItIs() {
    MaskedText masked = MASKING.mask("INGRID IS MY FREIND.", List.of());
    assertThat(masked.text()).isEqualTo("⟦NAME_VOWEL_1⟧ is my freind.");
    assertThat(masked.unmask("⟦NAME_VOWEL_1⟧ est là.")).isEqualTo("INGRID EST LÀ.");
  }

  @Test
  void entitiesInCapitalsKeepTheirCase() {
    String text = "SEE x.org";
    MaskedText masked = MASKING.mask(text, spans(text, "x.org", EntityKind.LINK));
    assertThat(masked.text()).isEqualTo("See ⟦LINK_1⟧");
    assertThat(masked.unmask("Vois ⟦LINK_1⟧")).isEqualTo("VOIS x.org");
  }

  @Test
  void capitalsAreThoseOfTheTargetLanguage() {
    assertThat(
            new Masking(MaskingConfig.of("en", "tr"), LEXICON)
                .mask("HOW ARE YOU", List.of())
                .unmask("iyi"))
        .isEqualTo("İYİ");
    assertThat(
            new Masking(MaskingConfig.of("en", "de"), LEXICON)
                .mask("HOW ARE YOU", List.of())
                .unmask("groß"))
        .isEqualTo("GROSS");
  }

  @Test
  void singleCapitalsAreNoTextInCapitals() {
    assertThat(MASKING.mask("I", List.of()).unmask("moi")).isEqualTo("moi");
  }

  @Test
  void wordInCapitalsAmongOthersIsWrittenAsUsual() {
    assertThat(masked("I REALLY want TOM")).isEqualTo("I really want Tom");
    assertThat(masked("I want NASA")).isEqualTo("I want NASA");
    assertThat(masked("TOM lives in Boston")).isEqualTo("Tom lives in Boston");
  }

  @ParameterizedTest
  @CsvSource({
    "Öl, VOWEL",
    "Yuki, CONSONANT",
    "Yves, VOWEL",
    "Y, VOWEL",
    "Hugo, CONSONANT",
    "Éa, VOWEL",
    "Œdipe, VOWEL",
    "Жук, CONSONANT",
    "Юра, VOWEL"
  })
  void firstLetterDecidesTheKindOfAName(String name, String letter) {
    assertThat(EntityKind.name(name)).hasToString("NAME_" + letter);
    assertThat(EntityKind.term("'" + name)).hasToString("TERM_" + letter);
  }

  @Test
  void textWithoutLettersBeginsWithAConsonant() {
    assertThat(EntityKind.term("12")).isEqualTo(EntityKind.TERM_CONSONANT);
  }

  @Test
  void headingInATagMayBeginWithACapital() {
    String text = "<b>House</b> is <i>my</i> House";
    assertThat(MASKING.mask(text, tags(text)).text())
        .isEqualTo("⟦OPEN_1⟧House⟦CLOSE_1⟧ is ⟦OPEN_2⟧my⟦CLOSE_2⟧ ⟦NAME_CONSONANT_1⟧");
  }

  @Test
  void sentenceBeginsAfterAnEmojiButNotAfterANumber() {
    assertThat(MASKING.mask("😀 House", spans("😀 House", "😀", EntityKind.EMOJI)).text())
        .isEqualTo("⟦EMOJI_1⟧ House");
    assertThat(MASKING.mask("5 House", spans("5 House", "5", EntityKind.NUMBER_MANY)).text())
        .isEqualTo("⟦NUMBER_MANY_1⟧ ⟦NAME_CONSONANT_1⟧");
  }

  @Test
  void knowsWhatItIsMadeOf() {
    assertThat(MASKING.config()).isSameAs(CONFIG);
    assertThat(MASKING.lexicon()).isSameAs(LEXICON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Zorb ",
        "zorb",
        "<b>",
        "<b><i>",
        "</b><i>",
        "⟦",
        "⟦TIME_1⟧",
        "e\u0301",
        "ZORB ",
        "a-",
        "_"
      })
  @Timeout(30)
  void longTextIsMaskedInLinearTime(String repeated) {
    String text = repeated.repeat(100_000 / repeated.length());
    MaskedText masked = MASKING.mask(text, List.of());
    String unmasked = masked.unmask(masked.text());
    assertThat(unmasked.replace('[', '⟦').replace(']', '⟧')).isEqualTo(text);
    assertThat(MASKING.maskPair(text, text, List.of()).clean()).isTrue();
  }

  @Test
  @Timeout(30)
  void manyDifferentWordsAreMaskedInLinearTime() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 15_000; i++) {
      text.append((char) ('a' + i % 26)).append((char) ('a' + i / 26 % 26));
      text.append((char) ('a' + i / 676)).append("zz, ");
    }
    MaskedPair pair = MASKING.maskPair(text.toString(), text.toString(), List.of());
    assertThat(pair.source()).isEqualTo(pair.target()).startsWith("⟦TERM_VOWEL_1⟧, ");
  }
}
