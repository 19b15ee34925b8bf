package dev.thimble.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class BleuTokenizerTest {
  @Test
  void westernPunctuationIsSeparatedExceptInsideNumbersAndWords() {
    assertThat(BleuTokenizer.V13A.tokens("Hello, 1,000.5 (x) 3-4! l'homme a-b"))
        .containsExactly(
            "Hello", ",", "1,000.5", "(", "x", ")", "3", "-", "4", "!", "l'homme", "a-b");
  }

  @Test
  void pointAtEitherEndOfANumberIsSeparated() {
    assertThat(BleuTokenizer.V13A.tokens("1. .5 5.")).containsExactly("1", ".", ".", "5", "5", ".");
  }

  @Test
  void consecutivePointsAreSeparated() {
    assertThat(BleuTokenizer.V13A.tokens("5..5 x...y"))
        .containsExactly("5", ".", ".", "5", "x", ".", ".", ".", "y");
  }

  @Test
  void matchesOfOneSubstitutionDoNotOverlap() {
    assertThat(BleuTokenizer.V13A.tokens("a.,5")).containsExactly("a", ".", ",5");
    assertThat(BleuTokenizer.V13A.tokens("a. ,5")).containsExactly("a", ".", ",", "5");
  }

  @Test
  void entitiesAreDecodedOnceInOrder() {
    assertThat(BleuTokenizer.V13A.tokens("&amp;lt; &amp;quot;<skipped>x"))
        .containsExactly("<", "&", "quot", ";", "x");
  }

  @Test
  void asciiPunctuationIsSeparatedFromLettersExceptApostropheAndDash() {
    StringBuilder apart = new StringBuilder();
    for (char character = '!'; character <= '~'; character++) {
      if (BleuTokenizer.V13A.tokens("a" + character + "b").size() == 3) {
        apart.append(character);
      }
    }
    assertThat(apart).hasToString("!\"#$%&()*+,./:;<=>?@[\\]^_`{|}~");
  }

  @Test
  void everyLineBreakIsReplaced() {
    assertThat(BleuTokenizer.V13A.tokens("\na-\nb")).containsExactly("ab");
  }

  @Test
  void lineBreakAfterADashJoinsAndOtherwiseSeparates() {
    assertThat(BleuTokenizer.V13A.tokens("a-\nb\nc")).containsExactly("ab", "c");
  }

  @Test
  void unicodePunctuationAndSymbolsAreSeparatedExceptInsideNumbers() {
    assertThat(BleuTokenizer.INTL.tokens("« 1,5 » €3 l’ami"))
        .containsExactly("«", "1,5", "»", "€", "3", "l", "’", "ami");
  }

  @Test
  void intlKeepsAPointAfterANumberAtTheEnd() {
    assertThat(BleuTokenizer.INTL.tokens("in 12.")).containsExactly("in", "12.");
  }

  @Test
  void intlTakesACharacterBeyondTheBasicPlaneAsOne() {
    assertThat(BleuTokenizer.INTL.tokens("a\uD800\uDD00b 1.\u0663"))
        .containsExactly("a", "\uD800\uDD00", "b", "1.\u0663");
  }

  @Test
  void charactersNewerThanJava17AreClassified() {
    String shakingFace = Character.toString(0x1FAE8);
    String laterDigit = Character.toString(0x10D40);
    assertThat(BleuTokenizer.INTL.tokens("a\u2E5Db " + shakingFace + "c 1." + laterDigit))
        .containsExactly("a", "\u2E5D", "b", shakingFace, "c", "1." + laterDigit);
  }

  @Test
  void charTokenizerDropsWhiteSpace() {
    assertThat(BleuTokenizer.CHAR.tokens("a b\u3000\uD83D\uDEB2"))
        .containsExactly("a", "b", "\uD83D\uDEB2");
  }

  @Test
  void chineseCharactersAreSeparatedAndTheRestIsTokenizedBy13a() {
    assertThat(BleuTokenizer.ZH.tokens(" a.你好,1.5 – x. "))
        .containsExactly("a", ".", "你", "好", ",", "1.5", "–", "x", ".");
  }

  @Test
  void chineseCharactersEqualThoseOfSacreBleu() {
    assertThat(apartFromLetters(BleuTokenizer.ZH))
        .isEqualTo(
            "200B-2027, 202A-202E, 2030-205E, 2060-2A6D, 2E80-2FDF, 2FF0-2FFF, 3001-303F,"
                + " 3100-312F, 31A0-31EF, 3200-4DB5, 4E00-9FBB, F900-FA2D, FA30-FA6A, FA70-FAD9,"
                + " FE10-FE1F, FE30-FE4F, FF00-FFEF");
    assertThat(apartFromLetters(BleuTokenizer.V13A)).isEmpty();
  }

  @Test
  void ideographBeyondTheBasicPlaneIsNotChineseAsInSacreBleu() {
    String ideograph = Character.toString(0x20000);
    assertThat(BleuTokenizer.ZH.tokens(".5 " + ideograph + "x"))
        .containsExactly(".5", ideograph + "x");
  }

  @Test
  void tokenizedTextIsSplitAtWhiteSpaceOnly() {
    assertThat(BleuTokenizer.NONE.tokens(" a, b\u00A0c. ")).containsExactly("a,", "b", "c.");
  }

  @Test
  void blankLineHasNoToken() {
    for (BleuTokenizer tokenizer : BleuTokenizer.values()) {
      assertThat(tokenizer.tokens(" \u3000\t")).as(tokenizer.code()).isEmpty();
    }
  }

  @Test
  void tokenizerIsFoundByItsCode() {
    for (BleuTokenizer tokenizer : BleuTokenizer.values()) {
      assertThat(BleuTokenizer.of(tokenizer.code())).isEqualTo(tokenizer);
    }
  }

  @Test
  void unknownTokenizerIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> BleuTokenizer.of("moses"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown BLEU tokenizer 'moses'; it must be one of 13a, intl, char, zh, none");
  }

  /** The ranges of characters outside ASCII that are separated from the letters around them. */
  private static String apartFromLetters(BleuTokenizer tokenizer) {
    List<String> ranges = new ArrayList<>();
    int first = -1;
    for (int character = 0x80; character <= 0x10000; character++) {
      boolean apart =
          character < 0x10000
              && !Character.isSurrogate((char) character)
              && tokenizer.tokens("a" + (char) character + "b").size() == 3;
      if (apart && first < 0) {
        first = character;
      } else if (!apart && first >= 0) {
        ranges.add(String.format(Locale.ROOT, "%04X-%04X", first, character - 1));
        first = -1;
      }
    }
    return String.join(", ", ranges);
  }
}
