package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CopyMaskingTest {
  private static final Lexicon LEXICON =
      Lexicon.parse(
          Stream.concat(
                  Stream.of("we", "We", "train", "a", "model", "of", "the", "with", "and", "for")
                      .map(word -> word + "\t2000"),
                  Stream.of("seldom\t99", "often\t100"))
              .toList(),
          "lexicon.txt");

  private static final Masking MASKING = new Masking(MaskingConfig.of("en", "en"), LEXICON);

  private static MaskedPair masked(String source, String target, PairedSpan... given) {
    return MASKING.maskPair(source, target, List.of(given));
  }

  @Test
  void languagesOfTwoRegionsAreTwo() {
    assertThat(MaskingConfig.of("en-GB", "en-gb").withinOneLanguage()).isTrue();
    assertThat(MaskingConfig.of("en-GB", "en-US").withinOneLanguage()).isFalse();
    assertThat(MaskingConfig.of("en", "fr").withinOneLanguage()).isFalse();
  }

  @Test
  void symbolStandsBeforeEachRareWordOfTheSourceAndInPlaceOfItInTheTarget() {
    assertThat(masked("We train a transducer of the Zorn model", "Zorn transducer: a model"))
        .isEqualTo(
            new MaskedPair(
                "We train a \u27E6TERM_CONSONANT_1\u27E7 transducer of the"
                    + " \u27E6NAME_CONSONANT_1\u27E7 Zorn model",
                "\u27E6NAME_CONSONANT_1\u27E7 \u27E6TERM_CONSONANT_1\u27E7: a model",
                true));
  }

  @Test
  void wordIsFrequentFromAHundredTimesOn() {
    assertThat(MASKING.mask("We often train seldom", List.of()).text())
        .isEqualTo("We often train \u27E6TERM_CONSONANT_1\u27E7 seldom");
  }

  @Test
  void targetHasASymbolAsOftenAsItRepeatsTheWordInAnyCase() {
    assertThat(masked("We train autoencoders", "Autoencoders of autoencoders and automata"))
        .isEqualTo(
            new MaskedPair(
                "We train \u27E6TERM_VOWEL_1\u27E7 autoencoders",
                "\u27E6TERM_VOWEL_1\u27E7 of \u27E6TERM_VOWEL_1\u27E7 and automata",
                true));
  }

  @Test
  void equalWordsOfTheSourceShareASymbol() {
    assertThat(MASKING.mask("a gizmo of the gizmo", List.of()).text())
        .isEqualTo(
            "a \u27E6TERM_CONSONANT_1\u27E7 gizmo of the \u27E6TERM_CONSONANT_1\u27E7 gizmo");
  }

  @Test
  void numbersMayDiffer() {
    assertThat(masked("We train 3 and 5 for a model", "5 of 7"))
        .isEqualTo(
            new MaskedPair(
                "We train \u27E6NUMBER_MANY_1\u27E7 and \u27E6NUMBER_MANY_2\u27E7 for a model",
                "\u27E6NUMBER_MANY_2\u27E7 of 7",
                true));
  }

  @Test
  void givenSpansComeFirst() {
    assertThat(masked("We train gizmos", "the model", new PairedSpan(9, 15, 4, 9, EntityKind.LINK)))
        .isEqualTo(new MaskedPair("We train \u27E6LINK_1\u27E7", "the \u27E6LINK_1\u27E7", true));
  }

  @Test
  void symbolsThatATextHoldsLiterallyAreCopiedOrMereText() {
    assertThat(masked("We \u27E6TIME_1\u27E7", "\u27E6TIME_1\u27E7 of \u27E6TIME_2\u27E7"))
        .isEqualTo(
            new MaskedPair(
                "We \u27E6TERM_CONSONANT_1\u27E7",
                "\u27E6TERM_CONSONANT_1\u27E7 of [TIME_2]",
                true));
  }

  @Test
  void textsInCapitalsAreLearnedInSmallLetters() {
    assertThat(masked("WE TRAIN A GIZMO", "A GIZMO MODEL"))
        .isEqualTo(
            new MaskedPair(
                "We train a \u27E6NAME_CONSONANT_1\u27E7 GIZMO",
                "A \u27E6NAME_CONSONANT_1\u27E7 model",
                true));
    assertThat(masked("We train a gizmo", "A GIZMO MODEL").target())
        .isEqualTo("A \u27E6TERM_CONSONANT_1\u27E7 MODEL");
  }

  @Test
  void wordsBeyondTheSymbolsStayAsTheyAreAndTheTextFits() {
    MaskingConfig one = new MaskingConfig(1, "en", "en", EnumSet.allOf(EntityKind.class), 1);
    MaskedText text = new Masking(one, LEXICON).mask("gizmo widget", List.of());
    assertThat(text.text()).isEqualTo("\u27E6TERM_CONSONANT_1\u27E7 gizmo widget");
    assertThat(text.fits()).isTrue();
    MaskingConfig none = new MaskingConfig(1, "en", "en", Set.of(EntityKind.TIME), 1);
    assertThat(new Masking(none, LEXICON).maskPair("a gizmo", "gizmo", List.of()))
        .isEqualTo(new MaskedPair("a gizmo", "gizmo", true));
  }

  @Test
  void symbolIsTheSourcesWordInASummary() {
    MaskedText text = MASKING.mask("We train transducers for 3 models", List.of());
    assertThat(text.unmask("A \u27E6TERM_CONSONANT_1\u27E7 of \u27E6TERM_CONSONANT_2\u27E7"))
        .isEqualTo("A transducers of models");
    assertThat(text.hasWords()).isTrue();
  }

  @Test
  void wordsOfScriptsWithoutSpacesAreNotMarked() {
    assertThat(MASKING.mask("We 東京 train", List.of()).text()).isEqualTo("We 東京 train");
  }

  @Test
  void trainingSeesEveryNumber() {
    Random random = new Random(1);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.add(MASKING.maskPair("a gizmo", "gizmo", List.of(), random).target());
    }
    assertThat(seen).hasSize(8);
  }

  @Test
  void spanAfterTheTextIsRefused() {
    assertThatThrownBy(() -> masked("a", "b", new PairedSpan(0, 2, 0, 1, EntityKind.LINK)))
        .hasMessageContaining("sourceEnd is 2");
    assertThatThrownBy(() -> masked("a", "b", new PairedSpan(0, 1, 0, 2, EntityKind.LINK)))
        .hasMessageContaining("targetEnd is 2");
  }
}
