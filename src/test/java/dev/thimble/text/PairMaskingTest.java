package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PairMaskingTest {
  private static final Lexicon LEXICON =
      Lexicon.parse(
          Stream.of("I", "see", "is", "and", "how", "are", "you", "hello", "in")
              .map(word -> word + "\t2000")
              .toList(),
          "lexicon.txt");

  private static final Masking MASKING = new Masking(MaskingConfig.of("en", "fr"), LEXICON);

  private static MaskedPair masked(String source, String target, PairedSpan... given) {
    return MASKING.maskPair(source, target, List.of(given));
  }

  @Test
  void whatBothSidesHoldIsMasked() {
    assertThat(masked("I see 3.5 and 7", "Je vois 7 et 3,5"))
        .isEqualTo(
            new MaskedPair(
                "I see ⟦NUMBER_MANY_1⟧ and ⟦NUMBER_MANY_2⟧",
                "Je vois ⟦NUMBER_MANY_2⟧ et ⟦NUMBER_MANY_1⟧",
                true));
  }

  @Test
  void numberOnOneSideStaysTextAndIsNotClean() {
    assertThat(masked("I see 3", "Je vois trois"))
        .isEqualTo(new MaskedPair("I see 3", "Je vois trois", false));
    assertThat(masked("I see", "Je vois 3")).isEqualTo(new MaskedPair("I see", "Je vois 3", false));
  }

  @Test
  void numberThatIsNotEquallyOftenOnBothSidesStaysText() {
    assertThat(masked("I see 3 and 3", "Je vois 3"))
        .isEqualTo(new MaskedPair("I see 3 and 3", "Je vois 3", false));
    assertThat(masked("I see 3 and 3", "3 et 3"))
        .isEqualTo(
            new MaskedPair(
                "I see ⟦NUMBER_MANY_1⟧ and ⟦NUMBER_MANY_1⟧",
                "⟦NUMBER_MANY_1⟧ et ⟦NUMBER_MANY_1⟧",
                true));
  }

  @Test
  void untrustedWordIsMaskedIfTheTargetHasIt() {
    assertThat(masked("I see Ingrid and Olaf", "Je vois Ingrid et Olav"))
        .isEqualTo(
            new MaskedPair(
                "I see ⟦NAME_VOWEL_1⟧ and Olaf", "Je vois ⟦NAME_VOWEL_1⟧ et Olav", true));
  }

  @Test
  void caseOfACopiedWordDoesNotMatter() {
    assertThat(masked("I see sushi", "Sushi"))
        .isEqualTo(new MaskedPair("I see ⟦TERM_CONSONANT_1⟧", "⟦TERM_CONSONANT_1⟧", true));
  }

  @Test
  void partOfAWordIsNoCopy() {
    assertThat(masked("I see Lima", "Je vois Limace").target()).isEqualTo("Je vois Limace");
    assertThat(masked("I see Lima", "Je vois Salima").target()).isEqualTo("Je vois Salima");
  }

  @Test
  void joinedNameIsMaskedAsOneOrByItsParts() {
    assertThat(masked("I see Priya Raghunathan", "Priya Raghunathan").target())
        .isEqualTo("⟦NAME_CONSONANT_1⟧");
    assertThat(masked("I see Priya Raghunathan", "Raghunathan, Priya"))
        .isEqualTo(
            new MaskedPair(
                "I see ⟦NAME_CONSONANT_1⟧ ⟦NAME_CONSONANT_2⟧",
                "⟦NAME_CONSONANT_2⟧, ⟦NAME_CONSONANT_1⟧",
                true));
  }

  @Test
  void givenSpansAreMasked() {
    assertThat(masked("I see you", "Je te vois", new PairedSpan(6, 9, 3, 5, EntityKind.HANDLE)))
        .isEqualTo(new MaskedPair("I see ⟦HANDLE_1⟧", "Je ⟦HANDLE_1⟧ vois", true));
  }

  @Test
  void givenTagsAreInserted() {
    assertThat(
            masked(
                "I see you",
                "Je te vois",
                new PairedSpan(6, 6, 3, 3, EntityKind.OPEN),
                new PairedSpan(9, 9, 5, 5, EntityKind.CLOSE),
                new PairedSpan(2, 2, 6, 6, EntityKind.OPEN),
                new PairedSpan(5, 5, 10, 10, EntityKind.CLOSE)))
        .isEqualTo(
            new MaskedPair(
                "I ⟦OPEN_1⟧see⟦CLOSE_1⟧ ⟦OPEN_2⟧you⟦CLOSE_2⟧",
                "Je ⟦OPEN_2⟧te⟦CLOSE_2⟧ ⟦OPEN_1⟧vois⟦CLOSE_1⟧",
                true));
  }

  @Test
  void givenSpanThatOverlapsAnotherOnEitherSideIsLeftOut() {
    PairedSpan first = new PairedSpan(6, 9, 3, 5, EntityKind.HANDLE);
    assertThat(
            masked("I see you", "Je te vois", first, new PairedSpan(2, 5, 4, 6, EntityKind.CODE)))
        .isEqualTo(masked("I see you", "Je te vois", first));
    assertThat(
            masked("I see you", "Je te vois", first, new PairedSpan(8, 9, 6, 8, EntityKind.CODE)))
        .isEqualTo(masked("I see you", "Je te vois", first));
  }

  @Test
  void kindWithoutSymbolsStaysTextAndIsClean() {
    MaskingConfig dates = new MaskingConfig(1, "en", "fr", Set.of(EntityKind.DATE), 8);
    PairedSpan given = new PairedSpan(0, 1, 0, 2, EntityKind.CODE);
    assertThat(new Masking(dates, LEXICON).maskPair("I see Olaf 5", "Je vois Olaf", List.of(given)))
        .isEqualTo(new MaskedPair("I see Olaf 5", "Je vois Olaf", true));
  }

  @Test
  void numberInAGivenSpanIsNotFoundAgain() {
    assertThat(masked("I see 5", "Je vois 6", new PairedSpan(6, 7, 8, 9, EntityKind.CODE)))
        .isEqualTo(new MaskedPair("I see ⟦CODE_1⟧", "Je vois ⟦CODE_1⟧", true));
  }

  @Test
  void givenSpanBeyondItsTextIsRefused() {
    assertThatThrownBy(() -> masked("ab", "abc", new PairedSpan(0, 3, 0, 3, EntityKind.CODE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sourceEnd is 3; it must be from 0 to 2");
    assertThatThrownBy(() -> masked("abc", "ab", new PairedSpan(0, 3, 0, 3, EntityKind.CODE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("targetEnd is 3; it must be from 0 to 2");
  }

  @Test
  void literalSymbolIsATermOnBothSidesOrMereText() {
    assertThat(masked("I see ⟦TIME_1⟧", "⟦TIME_1⟧"))
        .isEqualTo(new MaskedPair("I see ⟦TERM_CONSONANT_1⟧", "⟦TERM_CONSONANT_1⟧", true));
    assertThat(masked("I see ⟦TIME_1⟧", "⟦TIME_2⟧"))
        .isEqualTo(new MaskedPair("I see [TIME_1]", "[TIME_2]", true));
  }

  @Test
  void capitalsArePutInSentenceCase() {
    assertThat(masked("HELLO OLAF. HOW ARE YOU?", "BONJOUR OLAF. ÇA VA ?"))
        .isEqualTo(
            new MaskedPair(
                "Hello ⟦NAME_VOWEL_1⟧. How are you?", "Bonjour ⟦NAME_VOWEL_1⟧. Ça va ?", true));
    assertThat(masked("HELLO", "Bonjour Max"))
        .isEqualTo(new MaskedPair("Hello", "Bonjour Max", true));
    assertThat(masked("Hello", "BONJOUR")).isEqualTo(new MaskedPair("Hello", "BONJOUR", true));
  }

  @Test
  void numbersAreDrawnFromAllSymbols() {
    Set<String> sources = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      MaskedPair pair = MASKING.maskPair("3 and 4", "4 et 3", List.of(), random);
      String[] symbols = pair.source().split(" and ", 2);
      assertThat(pair.target()).isEqualTo(symbols[1] + " et " + symbols[0]);
      sources.add(pair.source());
    }
    assertThat(sources).hasSize(56); // ordered choices of 2 from 8
  }

  @Test
  void whatIsBeyondTheSymbolsStaysTextOnBothSides() {
    assertThat(masked("2, 3, 4, 5, 6, 7, 8, 9, 10", "10, 9").target())
        .isEqualTo("⟦NUMBER_MANY_2⟧, ⟦NUMBER_MANY_1⟧");
    MaskedPair pair = masked("2, 3, 4, 5, 6, 7, 8, 9, 10", "10, 9, 8, 7, 6, 5, 4, 3, 2");
    assertThat(pair.source()).endsWith("⟦NUMBER_MANY_8⟧, 10");
    assertThat(pair.target()).startsWith("10, ⟦NUMBER_MANY_8⟧");
    assertThat(pair.clean()).isTrue();
  }
}
