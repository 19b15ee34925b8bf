package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AugmentedCorpusTest {
  private static final Vocabulary LETTERS =
      BytePairTrainer.train(
          List.of("abcdefghijklmnopqrstuvwxyz .ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
          new VocabularyConfig(58, 1, false, List.of(), 1));
  private static final Segmentation SIDE =
      new Segmentation(
          LETTERS,
          text ->
              Vocabulary.normalize(text)
                  .chars()
                  .mapToObj(c -> Character.toString((char) c))
                  .toList());
  private static final List<SentencePair> FIVE =
      List.of(
          new SentencePair(1, "a.", "A."),
          new SentencePair(2, "b.", "B."),
          new SentencePair(3, "c.", "C."),
          new SentencePair(4, "d.", "D."),
          new SentencePair(5, "e.", "E."));

  @Test
  void withoutAugmentationTheFilteredPairsServeAllEpochs() {
    AugmentedCorpus corpus = corpus(FIVE, Augmentation.none(), 1);
    assertThat(texts(corpus.epoch(1))).isEqualTo("a.|A. b.|B. c.|C. d.|D. e.|E.");
    assertThat(corpus.epoch(1)).extracting(Example::index).containsExactly(0, 1, 2, 3, 4);
    assertThat(corpus.epoch(2)).isSameAs(corpus.epoch(1));
  }

  @Test
  void epochIsAlwaysTheSame() {
    Augmentation both = new Augmentation(new SourceNoise(0.3, 0.3, 0.3, 0), 0.5, null);
    AugmentedCorpus corpus = corpus(FIVE, both, 1);
    String third = texts(corpus.epoch(3));
    assertThat(texts(corpus.epoch(4))).isNotEqualTo(third);
    assertThat(texts(corpus.epoch(3))).isEqualTo(third);
    assertThat(texts(corpus(FIVE, both, 1).epoch(3))).isEqualTo(third);
    assertThat(texts(corpus(FIVE, both, 2).epoch(3))).isNotEqualTo(third);
  }

  @Test
  void oneToThreeOtherPairsAreJoinedSideBySide() {
    AugmentedCorpus corpus = corpus(FIVE, new Augmentation(SourceNoise.none(), 1, null), 1);
    List<String> lines =
        IntStream.range(1, 200)
            .boxed()
            .flatMap(
                epoch -> Arrays.stream(texts(corpus.epoch(epoch)).split("(?<=[A-Z]\\.) (?=[a-z])")))
            .toList();
    assertThat(lines)
        .allSatisfy(
            line -> {
              String source = line.substring(0, line.indexOf('|'));
              assertThat(line).isEqualTo(source + "|" + source.toUpperCase(Locale.ROOT));
              assertThat(source).matches("[a-e]\\.( [a-e]\\.){1,3}");
            });
    for (int sentences = 2; sentences <= 4; sentences++) {
      int length = 3 * sentences - 1;
      double share = lines.stream().filter(line -> line.indexOf('|') == length).count();
      assertThat(share / lines.size()).isCloseTo(1 / 3.0, within(0.07));
    }
  }

  @Test
  void shareOfThePairsIsJoined() {
    AugmentedCorpus corpus = corpus(FIVE, new Augmentation(SourceNoise.none(), 0.25, null), 1);
    double joined =
        IntStream.range(1, 1000)
            .boxed()
            .flatMap(epoch -> corpus.epoch(epoch).stream())
            .filter(example -> example.source().length > 2)
            .count();
    assertThat(joined / 4995).isCloseTo(0.25, within(0.02));
  }

  @Test
  void joinedLinesThatAreTooLongAreCounted() {
    AugmentedCorpus corpus =
        new AugmentedCorpus(
            FIVE,
            new Augmentation(SourceNoise.none(), 1, null),
            new PairSegmenter(new PairFilter(7, 0), SIDE, SIDE),
            1);
    PairFilter.Filtered filtered = corpus.prepared(1).filtered();
    assertThat(filtered.tooLong()).isPositive();
    assertThat(filtered.examples().size() + filtered.tooLong()).isEqualTo(5);
    assertThat(filtered.examples()).allSatisfy(e -> assertThat(e.source()).hasSize(5));
  }

  @Test
  void pairWithABlankSideIsNotJoined() {
    List<SentencePair> half =
        List.of(new SentencePair(1, "a.", "A."), new SentencePair(2, "b.", "\u00A0"));
    AugmentedCorpus corpus = corpus(half, new Augmentation(SourceNoise.none(), 1, null), 1);
    for (int epoch = 1; epoch < 20; epoch++) {
      assertThat(texts(corpus.epoch(epoch))).matches("(a\\. ?){1,4}\\|(A\\. ?){1,4}");
    }
  }

  @Test
  void noiseChangesOnlyTheSource() {
    List<SentencePair> pair = List.of(new SentencePair(1, "Ab.", "Cd."));
    Augmentation lower = new Augmentation(new SourceNoise(1, 1, 0, 0), 0, null);
    assertThat(texts(corpus(pair, lower, 1).epoch(1))).isEqualTo("ab|Cd.");
  }

  @Test
  void maskedEntitiesAreCountedAndUnequalOnesLeaveAPairOut() {
    List<SentencePair> pairs =
        List.of(
            new SentencePair(1, "at 9:40", "a 9:40"),
            new SentencePair(2, "in 12", "en"),
            new SentencePair(3, "it is 7 or 8 " + "x".repeat(100), "7 8"),
            new SentencePair(4, "the 7 and the 8", "les 7 et les 8"),
            new SentencePair(5, " ", "12"));
    PairMasker masker =
        new PairMasker(
            new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty()),
            PhraseList.empty(),
            WordPairs.empty(),
            PairMasker.Shares.defaults());
    AugmentedCorpus.Epoch epoch =
        corpus(pairs, new Augmentation(SourceNoise.none(), 0, masker), 1).prepared(1);
    assertThat(epoch.summary())
        .isEqualTo(
            "2 pairs kept; left out: 1 blank, 1 too long, 0 lopsided, 1 with unequal entities");
    assertThat(epoch.symbols()).isEqualTo(Map.of(EntityKind.TIME, 1L, EntityKind.NUMBER_MANY, 2L));
    assertThat(epoch.number()).isEqualTo(1);
    assertThat(corpus(FIVE, Augmentation.none(), 1).prepared(1).summary())
        .isEqualTo("5 pairs kept; left out: 0 blank, 0 too long, 0 lopsided");
    assertThat(corpus(FIVE, Augmentation.none(), 1).prepared(1).symbols()).isEmpty();
  }

  @Test
  void bpeDropoutSegmentsBothSidesAnewInEachEpoch() {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("the cat sat on the mat ⟦TIME_1⟧"),
            new VocabularyConfig(27, 1, false, List.of("⟦TIME_1⟧"), 16));
    Segmentation side = new Segmentation(vocabulary, text -> List.of("never called"));
    SentencePair pair = new SentencePair(7, "The cat sat ⟦TIME_1⟧", "on the mat");
    PairSegmenter segmenter = new PairSegmenter(PairFilter.defaults(), side, side);
    Augmentation dropout =
        new Augmentation(new SourceNoise(1, 0, 0, 0), 0, null).withBpeDropout(0.5);
    AugmentedCorpus corpus = new AugmentedCorpus(List.of(pair), dropout, segmenter, 1);
    Set<List<Integer>> sources = new HashSet<>();
    Set<List<Integer>> targets = new HashSet<>();
    for (int epoch = 1; epoch <= 20; epoch++) {
      Example example = corpus.epoch(epoch).get(0);
      assertThat(example.index()).isEqualTo(6);
      assertThat(vocabulary.text(example.source())).isEqualTo("the cat sat ⟦TIME_1⟧");
      assertThat(vocabulary.pieces(example.source())).endsWith("⟦TIME_1⟧");
      assertThat(vocabulary.text(example.target())).isEqualTo("on the mat");
      sources.add(Arrays.stream(example.source()).boxed().toList());
      targets.add(Arrays.stream(example.target()).boxed().toList());
    }
    assertThat(sources).hasSizeGreaterThan(10);
    assertThat(targets).hasSizeGreaterThan(10);
    int[] third = corpus.epoch(3).get(0).source();
    AugmentedCorpus again = new AugmentedCorpus(List.of(pair), dropout, segmenter, 1);
    assertThat(again.epoch(3).get(0).source()).isEqualTo(third);
  }

  @Test
  void pairsAppearAsOftenAsTheirWeightSays() {
    AugmentedCorpus corpus =
        corpus(FIVE, Augmentation.none().withWeights(weights(2, 3, 2, 1, 1, 0.5)), 1);
    Map<Boolean, Long> withTheLast =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(epoch -> texts(corpus.epoch(epoch)))
            .peek(
                text ->
                    assertThat(text)
                        .matches("a.\\|A. b.\\|B. c.\\|C. d.\\|D.( e.\\|E.)?( a.\\|A. b.\\|B.){2}"))
            .collect(Collectors.groupingBy(text -> text.contains("e"), Collectors.counting()));
    assertThat(withTheLast.get(true)).isBetween(450L, 550L);
  }

  @Test
  void fractionIsDrawnForEachPair() {
    AugmentedCorpus corpus = corpus(FIVE, Augmentation.none().withWeights(weights(5, 1.5)), 1);
    List<String> epochs =
        IntStream.rangeClosed(1, 100).mapToObj(epoch -> texts(corpus.epoch(epoch))).toList();
    assertThat(Set.copyOf(epochs)).hasSizeBetween(25, 32);
    assertThat(epochs).allMatch(epoch -> epoch.startsWith("a.|A. b.|B. c.|C. d.|D. e.|E."));
    assertThat(texts(corpus.epoch(7))).isEqualTo(epochs.get(6));
  }

  @Test
  void copiesAreAugmentedIndependently() {
    Augmentation joined = new Augmentation(SourceNoise.none(), 0.5, null);
    AugmentedCorpus corpus = corpus(FIVE, joined.withWeights(weights(5, 4)), 1);
    List<Example> epoch = corpus.epoch(1);
    assertThat(epoch).extracting(Example::index).startsWith(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0);
    Set<String> firsts =
        epoch.stream()
            .filter(example -> example.index() == 0)
            .map(example -> text(example.source()))
            .collect(Collectors.toSet());
    assertThat(firsts).hasSizeGreaterThan(1);
    assertThat(texts(epoch)).startsWith(texts(corpus(FIVE, joined, 1).epoch(1)).substring(0, 2));
  }

  @Test
  void pairsToJoinAreDrawnByWeight() {
    List<SentencePair> two =
        List.of(new SentencePair(1, "a.", "A."), new SentencePair(2, "b.", "B."));
    Augmentation joined = new Augmentation(SourceNoise.none(), 1, null);
    AugmentedCorpus corpus = corpus(two, joined.withWeights(weights(1, 9, 1, 1)), 1);
    String all =
        IntStream.rangeClosed(1, 100)
            .mapToObj(epoch -> texts(corpus.epoch(epoch)))
            .collect(Collectors.joining(" "));
    double share = (double) all.chars().filter(c -> c == 'a').count();
    assertThat(share / all.chars().filter(c -> c == 'a' || c == 'b').count())
        .isCloseTo(0.9, within(0.02));
  }

  @Test
  void weightsForAnotherNumberOfPairsAreRefused() {
    assertThatThrownBy(() -> corpus(FIVE, Augmentation.none().withWeights(weights(4, 2)), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the weights are for 4 pairs, but there are 5");
  }

  /* Numbers of pairs and weights, by turns. */
  private static CorpusWeights weights(double... numbers) {
    return new CorpusWeights(
        IntStream.range(0, numbers.length / 2)
            .mapToObj(i -> new CorpusWeights.Part((int) numbers[2 * i], numbers[2 * i + 1]))
            .toList());
  }

  @Test
  void filterCountsTheSampledPieces() {
    Vocabulary vocabulary =
        BytePairTrainer.train(List.of("aaaa"), new VocabularyConfig(8, 1, false, List.of(), 16));
    Segmentation side = new Segmentation(vocabulary, text -> List.of("never called"));
    AugmentedCorpus corpus =
        new AugmentedCorpus(
            List.of(new SentencePair(1, "aaaa", "aaaa")),
            Augmentation.none().withBpeDropout(1),
            new PairSegmenter(new PairFilter(4, 0), side, side),
            1);
    assertThat(corpus.prepared(1).filtered().tooLong()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "One., Two., One. Two.",
    "'One. ', ' Two.', One. Two.",
    "好。, 好。, 好。好。",
    "好, 好, 好好",
    "すし, そば, すしそば",
    "スシ, そば, スシそば",
    "好！, 好, 好！好",
    "한국, 어, 한국 어"
  })
  void sentencesAreJoinedAsTheirScriptDoes(String first, String second, String joined) {
    assertThat(AugmentedCorpus.joined(first, second)).isEqualTo(joined);
  }

  @Test
  void settingsNameEveryShare() {
    Augmentation augmentation =
        new Augmentation(new SourceNoise(0.1, 0.2, 0.3, 0.4), 0.5, null)
            .withBpeDropout(0.6)
            .withWeights(weights(2, 3, 3, 1));
    assertThat(corpus(FIVE, augmentation, 1).settings())
        .containsEntry("noise.lowerCase", "0.1")
        .containsEntry("noise.unpunctuated", "0.2")
        .containsEntry("noise.capitals", "0.3")
        .containsEntry("noise.misspelt", "0.4")
        .containsEntry("concatenate", "0.5")
        .containsEntry("bpeDropout", "0.6")
        .containsEntry("trainWeight", "3.0 1.0");
    assertThat(augmentation.isNone()).isFalse();
    assertThat(Augmentation.none().isNone()).isTrue();
  }

  @Test
  void shareOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new Augmentation(SourceNoise.none(), 1.5, null))
        .hasMessage("concatenate is 1.5; it must be from 0 to 1");
    assertThatThrownBy(() -> Augmentation.none().withBpeDropout(Double.NaN))
        .hasMessage("bpeDropout is NaN; it must be from 0 to 1");
  }

  @Test
  void fixedSourceHasNoSettings() {
    ExampleSource source = ExampleSource.of(List.of(new Example(0, new int[] {1}, new int[] {2})));
    assertThat(source.epoch(1)).isSameAs(source.epoch(7)).hasSize(1);
    assertThat(source.settings()).isEmpty();
  }

  private static AugmentedCorpus corpus(
      List<SentencePair> pairs, Augmentation augmentation, long seed) {
    return new AugmentedCorpus(
        pairs, augmentation, new PairSegmenter(PairFilter.defaults(), SIDE, SIDE), seed);
  }

  private static String texts(List<Example> examples) {
    return examples.stream()
        .map(example -> text(example.source()) + "|" + text(example.target()))
        .collect(Collectors.joining(" "));
  }

  private static String text(int[] ids) {
    return Arrays.stream(ids)
        .mapToObj(id -> id == LETTERS.specialTokens().unk() ? " " : LETTERS.piece(id))
        .collect(Collectors.joining());
  }
}
