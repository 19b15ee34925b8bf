package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LexiconTest {
  private static final Lexicon LEXICON =
      Lexicon.parse(
          List.of(
              "the\t50000",
              "that\t40000",
              "I\t30000",
              "Tom\t20000",
              "where\t4000",
              "time\t900",
              "don\t300",
              "t\t300",
              "word\t100",
              "house\t90",
              "NASA\t50",
              "sometimes\t30",
              "rarely\t12",
              "tom\t5"),
          "lexicon.txt");

  private static Lexicon built(String... pairs) {
    Lexicon.Builder builder = new Lexicon.Builder();
    for (int i = 0; i < pairs.length; i += 2) {
      builder.add(pairs[i], pairs[i + 1]);
    }
    return builder.build();
  }

  @ParameterizedTest
  @CsvSource({
    "house, false, true",
    "House, false, false",
    "House, true, true",
    "HOUSE, false, true",
    "Tom, false, true",
    "i, false, true", // in small letters
    "nasa, false, true",
    "huse, false, false",
    "Huse, true, false",
    "HUSE, false, false",
    "'', false, true",
    "слово, false, true", // a script that the lexicon does not have
    "家, false, true"
  })
  void trustsWordsAsTheyAreWritten(String word, boolean sentenceStart, boolean trusted) {
    assertThat(LEXICON.trusts(word, sentenceStart)).isEqualTo(trusted);
  }

  @Test
  void wordsOfScriptsWithoutSpacesAreTrusted() {
    Lexicon lexicon = Lexicon.parse(List.of("家\t3", "дом\t3"), "lexicon.txt");
    assertThat(lexicon.trusts("猫", false)).isTrue();
    assertThat(lexicon.trusts("кот", false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "huose, true", // swapped
    "ohuse, true",
    "rrely, true", // dropped
    "rarly, true",
    "huse, false", // house is not frequent enough for so short a word
    "rarelly, true", // inserted
    "housee, true",
    "hpuse, true", // replaced
    "nouse, false", // the first letter is another
    "rrly, false",
    "hosuee, false",
    "xxxxx, false",
    "teh, true",
    "tha, true",
    "q, false",
    "i, false",
    "wrod, true",
    "hsue, false",
    "raerly, true",
    "thme, true",
    "dont, true", // run together
    "donword, true",
    "dontom, false",
    "'', false"
  })
  void looksMisspeltIfOneEditAwayFromAKnownWord(String word, boolean misspelt) {
    assertThat(LEXICON.looksMisspelt(word)).isEqualTo(misspelt);
  }

  @ParameterizedTest
  @CsvSource({
    "Huose, false", // house is not frequent enough
    "Houuse, false",
    "Wehre, true",
    "Whhere, true",
    "Taime, false",
    "Tiime, true",
    "Raarely, false",
    "Smoetimes, true",
    "Someetimes, true",
    "Teh, true",
    "Hte, true",
    "Tha, false", // a short one must be swapped
    "Theo, false",
    "Thee, true", // doubled
    "Tthat, true",
    "Thatt, true",
    "Timme, true",
    "Hoouse, false",
    "Dont, false",
    "Donn, true",
    "Tt, false",
    "T, false",
    "Tmo, true", // swapped letters of a frequent name
    "Tim, false",
    "NSAA, false"
  })
  void capitalizedWordMustResembleAMuchMoreFrequentOne(String word, boolean misspelt) {
    assertThat(LEXICON.looksMisspelt(word)).isEqualTo(misspelt);
  }

  @Test
  void aWordIsComparedWithTheMostFrequentOnesAlone() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 4096; i++) {
      lines.add(
          "azzz"
              + (char) ('a' + i % 16)
              + (char) ('a' + i / 16 % 16)
              + (char) ('a' + i / 256)
              + "\t9");
    }
    lines.add("abcdefg\t5");
    Lexicon lexicon = Lexicon.parse(lines, "lexicon.txt");
    assertThat(lexicon.looksMisspelt("azzzaax")).isTrue();
    assertThat(lexicon.looksMisspelt("abcdefx")).isFalse();
  }

  @Test
  void veryLongWordIsNoMisspelling() {
    assertThat(LEXICON.looksMisspelt("a".repeat(100_000))).isFalse();
  }

  @Test
  void sentenceCaseWritesEachWordAsItIsMostOftenWritten() {
    assertThat(LEXICON.sentenceCase("THE HOUSE THAT TOM, NASA AND I. THE \"HOUSE\""))
        .isEqualTo("The house that Tom, NASA AND I. The \"House\"");
  }

  @Test
  void turkishLettersKeepTheirDots() {
    Lexicon turkish = Lexicon.parse(List.of("iyi\t5", "ıslak\t5", "I\t5"), "lexicon.txt");
    assertThat(turkish.sentenceCase("BU İYİ VE ISLAK İ")).isEqualTo("BU iyi VE ıslak İ");
    assertThat(turkish.trusts("İyi", true)).isTrue();
  }

  @Test
  void wordsSeenThreeTimesAreTrusted() {
    Lexicon lexicon = built("a cat", "", "a cat", "", "a cat dog", "", "dog", "");
    assertThat(lexicon.lines()).containsExactly("a\t3", "cat\t3");
    assertThat(lexicon.size()).isEqualTo(2);
  }

  @Test
  void wordsOfAnEarlierLexiconStayTrustedAndAreCountedTogether() {
    Lexicon earlier = Lexicon.parse(List.of("cat\t4", "bird\t3", "rare\t1"), "lexicon.txt");
    Lexicon.Builder builder = new Lexicon.Builder().add("a cat", "").add("a dog", "");
    builder.add("a rare dog", "").add(earlier);
    assertThat(builder.build().lines()).containsExactly("cat\t5", "a\t3", "bird\t3", "rare\t2");
  }

  @Test
  void nameThatTheEarlierLexiconTrustsStaysTrustedThoughItIsCopied() {
    Lexicon earlier = Lexicon.parse(List.of("Tom\t5"), "lexicon.txt");
    Lexicon.Builder builder = new Lexicon.Builder();
    for (int i = 0; i < 4; i++) {
      builder.add("I see Tom", "Je vois Tom");
    }
    assertThat(builder.build().trusts("Tom", false)).isFalse();
    assertThat(builder.add(earlier).build().lines()).containsExactly("Tom\t5", "I\t4", "see\t4");
  }

  @Test
  void countsOfTwoLexiconsDoNotOverflow() {
    Lexicon most = Lexicon.parse(List.of("cat\t2147483647"), "lexicon.txt");
    assertThat(new Lexicon.Builder().add(most).add(most).build().lines())
        .containsExactly("cat\t2147483647");
  }

  @Test
  void capitalAtTheStartOfASentenceCountsAsSmall() {
    assertThat(built("Cats go. Cats", "", "cats", "").lines()).containsExactly("cats\t3");
  }

  @Test
  void capitalAtTheStartCountsAsItIsIfTheWordOftenHasIt() {
    assertThat(built("I, I and I", "", "I go", "", "i and and", "").lines())
        .containsExactly("I\t4", "and\t3");
    assertThat(built("Mary. Mary. Mary", "").lines()).containsExactly("Mary\t3");
  }

  @Test
  void copiedNameIsNotTrusted() {
    assertThat(built("a Oslo", "Oslo", "a Oslo", "à Oslo", "a Oslo", "Oslo").lines())
        .containsExactly("a\t3");
    assertThat(built("a Rome", "Rome", "a Rome", "Roma", "a Rome", "Rome").lines())
        .containsExactly("Rome\t3", "a\t3");
    assertThat(built("a fox", "fox", "a fox", "fox", "a fox", "fox").lines())
        .containsExactly("a\t3", "fox\t3");
    assertThat(built("Oslo", "Oslo", "Oslo", "Oslo", "Oslo", "Oslo").lines()).isEmpty();
  }

  @Test
  void frequentNameIsTrustedAlthoughItIsCopied() {
    Lexicon.Builder builder = new Lexicon.Builder();
    for (int i = 0; i < 200; i++) {
      builder.add("a Oslo", "Oslo");
    }
    assertThat(builder.build().lines()).containsExactly("Oslo\t200", "a\t200");
  }

  @Test
  void textInCapitalsIsNotCounted() {
    assertThat(built("CATS GO", "", "CATS GO", "", "CATS GO", "").lines()).isEmpty();
    assertThat(built("I", "", "I", "", "I", "").lines()).containsExactly("I\t3");
  }

  @Test
  void veryLongWordIsNotCounted() {
    String text = ("a".repeat(65) + " ").repeat(3) + ("b".repeat(64) + " ").repeat(3);
    assertThat(built(text, "").lines()).containsExactly("b".repeat(64) + "\t3");
  }

  @Test
  void linesAreReadAgain() {
    assertThat(Lexicon.parse(LEXICON.lines(), "x").lines()).isEqualTo(LEXICON.lines());
    assertThat(LEXICON.lines()).startsWith("the\t50000").endsWith("tom\t5");
  }

  @Test
  void emptyLexiconTrustsEveryWord() {
    assertThat(Lexicon.empty().trusts("zorbifex", false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "word",
        "word 3",
        "\t3",
        "two words\t3",
        "word\t",
        "word\t0",
        "word\t-1",
        "word\t2147483648",
        "word\t99999999999",
        "word\t3\t4",
        "word\t1a",
        "word\t٣",
        "\u0301\t3"
      })
  void badLineIsNamed(String line) {
    assertThatThrownBy(() -> Lexicon.parse(List.of("good\t1", line), "m/lexicon.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "m/lexicon.txt, line 2: \""
                + line
                + "\"; it must be a word of at most 64 letters, a tab, and a count of at least 1");
  }

  @Test
  void longWordIsRefusedAndShownShort() {
    assertThatThrownBy(() -> Lexicon.parse(List.of("a".repeat(101) + "\t1"), "lexicon.txt"))
        .hasMessageStartingWith("lexicon.txt, line 1: \"" + "a".repeat(100) + "…\"");
  }

  @Test
  void wordThatStandsTwiceIsRefused() {
    assertThatThrownBy(() -> Lexicon.parse(List.of("a\t1", "a\t2"), "lexicon.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lexicon.txt, line 2: the word a stands twice");
  }

  @ParameterizedTest
  @CsvSource({
    "Tom, false", // frequent as a name
    "TOM, false",
    "House, true", // 90 times
    "Where Tom, false",
    "Tom Zzz, true",
    "Zzz, true",
    "12, false",
    "\u6F22, false", // no word of the lexicon has this script
  })
  void textWithAWordOfLessThanAHundredOccurrencesHasARareWord(String text, boolean rare) {
    assertThat(LEXICON.hasRareWord(text)).isEqualTo(rare);
    assertThat(Lexicon.empty().hasRareWord(text)).isFalse();
  }

  @Test
  void tooManyWordsAreRefused() {
    assertThatThrownBy(
            () -> Lexicon.parse(Collections.nCopies((1 << 20) + 1, "a\t1"), "lexicon.txt"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lexicon.txt is 1048577 lines; it must be at most 1048576");
  }
}
