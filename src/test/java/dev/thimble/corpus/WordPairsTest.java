package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.text.PairedSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WordPairsTest {
  @Test
  void pairsKeepTheirNumbersWhenTheTableGrows() {
    PairTable table = new PairTable();
    int sources = 300;
    int targets = 300; // 90,000 pairs: the table grows twice
    for (int i = 0; i < sources * targets; i++) {
      assertThat(table.number(i / targets, i % targets)).isEqualTo(i);
    }
    assertThat(table.size()).isEqualTo(sources * targets);
    for (int i = 0; i < sources * targets; i++) {
      assertThat(table.number(i / targets, i % targets)).isEqualTo(i);
      assertThat(table.source(i)).isEqualTo(i / targets);
      assertThat(table.target(i)).isEqualTo(i % targets);
    }
    assertThat(table.size()).isEqualTo(sources * targets);
  }

  @Test
  void wordsThatStandInTheSamePairsTranslateEachOther() {
    WordPairs pairs =
        learned(
            "the red house|la maison rouge",
            "the red car|la voiture rouge",
            "the green car|la voiture verte",
            "the green house|la maison verte",
            "the house here|la maison ici",
            "the car here|la voiture ici");
    assertThat(found(pairs, "A red house!", "Une maison rouge !"))
        .isEqualTo("red=rouge house=maison");
    assertThat(found(pairs, "The Car", "La Voiture")).contains("Car=Voiture");
  }

  @Test
  void wordThatOccursTwiceIsNotFound() {
    WordPairs pairs = learned("cat|chat", "dog|chien", "cat dog|chat chien");
    assertThat(found(pairs, "cat dog cat", "chat chien")).isEqualTo("dog=chien");
    assertThat(found(pairs, "cat dog", "chat chien chien")).isEqualTo("cat=chat");
    assertThat(found(pairs, "cat dog", "chien")).isEqualTo("dog=chien");
  }

  @Test
  void wordsWithoutACounterpartHaveNoTranslation() {
    assertThat(learned("foo|123").size()).isZero();
    WordPairs pairs = learned("hello|bonjour", "hello|bonjour", "hello|bonjour", "foo|123");
    assertThat(found(pairs, "hello", "bonjour")).isEqualTo("hello=bonjour");
    assertThat(found(pairs, "foo", "bonjour")).isEmpty();
  }

  @Test
  void equallyGoodTranslationsAreUncertain() {
    assertThat(learned("cat|gros chat", "cat|gros chat").size()).isZero();
    assertThat(learned("big cat|chat").size()).isZero();
  }

  @Test
  void rareWordMustStandInTheSamePairsOnly() {
    assertThat(found(learned("cat|chat", "cat|chat", "dog|chien"), "cat", "chat"))
        .isEqualTo("cat=chat");
    assertThat(learned("cat|chat", "cat|chat", "dog|chat").size()).isZero();
  }

  @Test
  void frequentWordsAreGrammarUnlessTheyAreEqual() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      lines.add("is tom|est tom");
      lines.add("other|autre");
    }
    for (int i = 0; i < 400; i++) {
      lines.add("w" + Character.toString('a' + i % 26) + "|v" + Character.toString('a' + i % 26));
    }
    for (int i = 0; i < 120; i++) {
      lines.add("is|est");
    }
    WordPairs pairs = learned(lines.toArray(String[]::new));
    assertThat(found(pairs, "is tom other wb", "est tom autre vb")).isEqualTo("tom=tom");
  }

  @Test
  void singleLettersAndDigitsAreNoPairs() {
    assertThat(learned("i|je", "i|je", "i|je", "42|42", "42|42", "42|42").size()).isZero();
    assertThat(WordPairs.empty().size()).isZero();
  }

  @Test
  void longTextsAreNotCounted() {
    String words = "ab ".repeat(1);
    StringBuilder many = new StringBuilder(words);
    for (int i = 0; i < 90; i++) {
      many.append((char) ('a' + i % 26)).append((char) ('a' + i / 26)).append("x ");
    }
    assertThat(learned("cat " + many + "|chat").size()).isZero();
    assertThat(learned("cat|chat " + many).size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "don't stop | stop", // part of a word before an apostrophe
        "Tom's book | tom,s,book",
        "aujourd’hui l'ami | hui,ami",
        "rendez-vous ici | ici",
        "a_b c | c",
        "été naïve e\u0301a | été,naïve,e\u0301a",
        "x5 7 | x5,7",
        "'quoted' | quoted",
        "𝒜b c | 𝒜b,c"
      })
  void wordsAreRunsOfLettersAndDigits(String text, String words) {
    assertThat(
            TextWords.of(text).stream()
                .map(TextWords.Word::folded)
                .filter(word -> !word.equals("t"))
                .collect(Collectors.joining(",")))
        .isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "One. Two, 5, true",
    "One two, 4, false",
    "One, 0, true",
    "'(One', 1, true",
    "A: b, 3, true"
  })
  void sentencesStartAfterTheirMarks(String text, int at, boolean starts) {
    assertThat(TextWords.isSentenceStart(text, at)).isEqualTo(starts);
  }

  private static WordPairs learned(String... lines) {
    List<SentencePair> pairs = new ArrayList<>();
    for (String line : lines) {
      int bar = line.indexOf('|');
      pairs.add(
          new SentencePair(pairs.size() + 1, line.substring(0, bar), line.substring(bar + 1)));
    }
    return WordPairs.of(pairs);
  }

  private static String found(WordPairs pairs, String source, String target) {
    return pairs.in(source, target).stream()
        .map(
            (PairedSpan span) ->
                source.substring(span.sourceStart(), span.sourceEnd())
                    + "="
                    + target.substring(span.targetStart(), span.targetEnd()))
        .collect(Collectors.joining(" "));
  }
}
