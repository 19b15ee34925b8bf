package dev.thimble.metric;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Edits and mean reference lengths; the expected values are those of sacreBLEU 2.6.0. */
final class TerTest {
  private static final TerConfig DEFAULTS = TerConfig.defaults();

  @Test
  void movingAPhraseIsOneEdit() {
    assertThat(row(DEFAULTS, "d e f a b c", "a b c d e f")).containsExactly(1, 6);
    assertThat(row(DEFAULTS, "a b c x d e f y", "d e f q a b c")).containsExactly(3, 7);
  }

  @Test
  void editsAreThoseToTheClosestReferenceAndTheLengthIsTheMean() {
    assertThat(row(DEFAULTS, "a b c", "a x c d", "a b c d e f")).containsExactly(2, 5);
  }

  @Test
  void emptyTextsAreScored() {
    assertThat(value("", "a b")).isEqualTo(100);
    assertThat(value("a b", "")).isEqualTo(100);
    assertThat(value("", "")).isZero();
  }

  @Test
  void phraseOfUpToTenWordsIsOneShift() {
    assertThat(row(DEFAULTS, moved(30, 10, 0), words(0, 75))).containsExactly(1, 75);
    assertThat(row(DEFAULTS, moved(30, 11, 0), words(0, 75))).containsExactly(2, 75);
  }

  @Test
  void phraseMovesByAtMostFiftyWords() {
    assertThat(row(DEFAULTS, moved(50, 3, 0), words(0, 75))).containsExactly(1, 75);
    assertThat(row(DEFAULTS, moved(51, 3, 0), words(0, 75))).containsExactly(6, 75);
    assertThat(row(DEFAULTS, words(0, 75), moved(50, 3, 0))).containsExactly(1, 75);
    assertThat(row(DEFAULTS, words(0, 75), moved(51, 3, 0))).containsExactly(6, 75);
  }

  @Test
  void wordsAreComparedWithinTwentyFiveOfTheDiagonal() {
    assertThat(cost(rotated(70, 24), ids(0, 70))).isEqualTo(48);
    assertThat(cost(rotated(70, 25), ids(0, 70))).isEqualTo(70);
    assertThat(cost(rotated(70, 70 - 25), ids(0, 70))).isEqualTo(50);
    assertThat(cost(rotated(70, 70 - 26), ids(0, 70))).isEqualTo(70);
  }

  @Test
  void beamIsWiderForAReferenceOfMoreThanFiftyTimesAsManyWords() {
    // Without widening from the 26th word on, with it from the 10th of 70 words on.
    assertThat(cost(ids(4, 1), ids(0, 40))).isEqualTo(40);
    assertThat(cost(ids(20, 1), ids(0, 40))).isEqualTo(39);
    assertThat(cost(ids(9, 1), ids(0, 50))).isEqualTo(50);
    assertThat(cost(ids(24, 1), ids(0, 50))).isEqualTo(49);
    assertThat(cost(ids(8, 1), ids(0, 70))).isEqualTo(70);
    assertThat(cost(ids(9, 1), ids(0, 70))).isEqualTo(69);
  }

  @Test
  void phraseMayMoveIntoItsOwnPosition() {
    assertThat(row(DEFAULTS, "a c a a b", "b a a c a")).containsExactly(3, 5);
    assertThat(row(DEFAULTS, "c c b c b b", "b b c c c b")).containsExactly(2, 6);
    assertThat(row(DEFAULTS, "a b c b a", "c a a b b")).containsExactly(3, 5);
    assertThat(row(DEFAULTS, "a c a c b b", "b c b c a b a")).containsExactly(3, 7);
  }

  @Test
  void searchEndsAfterTooManyCandidates() {
    assertThat(row(DEFAULTS, "a b ".repeat(60), "b a a b ".repeat(30))).containsExactly(60, 120);
  }

  @Test
  void searchEndsAtTheThousandthCandidate() {
    // 16 edits if it ended one candidate earlier
    assertThat(
            row(
                DEFAULTS,
                "a d d a d c c d d c a a c c d b a b c d a a b b a a b a b d d c b c d b b a b d a",
                "b d a d a d a a d d b d a b b d b c a d b d d a b a b d c d c d d c c a c b b a b b c"))
        .containsExactly(15, 43);
    // 19 edits if it ended one candidate later
    assertThat(
            row(
                DEFAULTS,
                "a b c d d d a d d d d a b d c b d c a c d d b d d d b c a b b b c a a c d d c d b d d",
                "a a d b c c b a a d a a d a d a c d d d b c a c d c d d a b d a b a c d a c d a a a d c"))
        .containsExactly(20, 44);
  }

  @Test
  void normalizationSeparatesPunctuationAndDecodesEntities() {
    assertThat(
            row(
                DEFAULTS.withNormalized(true),
                "the dog's 10-20 &amp;lt; a,b 3.5.",
                "the dog 's 10 - 20 < a , b 3.5 ."))
        .containsExactly(0, 12);
  }

  @Test
  void punctuationIsRemovedIfConfigured() {
    assertThat(row(DEFAULTS.withNoPunctuation(true), "Hello, (world)!", "hello world"))
        .containsExactly(0, 2);
  }

  @Test
  void asianSupportSeparatesIdeographsAndRemovesTheirPunctuation() {
    TerConfig asian = DEFAULTS.withAsianSupport(true);
    assertThat(row(asian.withNormalized(true), "漢字、です", "漢 字 です")).containsExactly(1, 3);
    assertThat(row(asian.withNoPunctuation(true), "漢字、です", "漢字です")).containsExactly(0, 1);
    assertThat(row(DEFAULTS.withNormalized(true), "漢字、です", "漢 字 です")).containsExactly(3, 3);
  }

  @Test
  void caseCountsIfConfigured() {
    assertThat(row(DEFAULTS, "A b", "a b")).containsExactly(0, 2);
    assertThat(row(DEFAULTS.withCaseSensitive(true), "A b", "a b")).containsExactly(1, 2);
  }

  @Test
  void configIsAccessible() {
    TerConfig config = DEFAULTS.withNoPunctuation(true);
    assertThat(new Ter(config).config()).isSameAs(config);
  }

  @Test
  void signatureHasEverySetting() {
    assertThat(new Ter(new TerConfig(true, true, true, true)).signature(2))
        .isEqualTo("nrefs:2|case:mixed|tok:tercom|norm:yes|punct:no|asian:yes|version:2.6.0");
  }

  @Test
  void segmentWithoutReferenceIsRefused() {
    assertThatThrownBy(() -> row(DEFAULTS, "a", (String) null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no reference");
  }

  private static int cost(int[] hypothesis, int[] reference) {
    return new TercomAlignment(hypothesis, reference).cost();
  }

  private static int[] ids(int first, int count) {
    return IntStream.range(first, first + count).toArray();
  }

  /** The ids from 0 up, with the first ones moved to the end. */
  private static int[] rotated(int count, int moved) {
    return IntStream.range(0, count).map(i -> (i + moved) % count).toArray();
  }

  private static String words(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(i -> "w" + i).collect(joining(" "));
  }

  /** 75 words, some of them at other positions. */
  private static String moved(int start, int count, int place) {
    List<String> words = new ArrayList<>(List.of(words(0, 75).split(" ")));
    List<String> phrase = words.subList(start, start + count);
    List<String> copy = List.copyOf(phrase);
    phrase.clear();
    words.addAll(place, copy);
    return String.join(" ", words);
  }

  private static double[] row(TerConfig config, String hypothesis, String... references) {
    return new Ter(config).statistics(hypothesis, Arrays.asList(references));
  }

  private static double value(String hypothesis, String reference) {
    Ter ter = new Ter(DEFAULTS);
    return ter.score(ter.statistics(hypothesis, List.of(reference))).value();
  }
}
