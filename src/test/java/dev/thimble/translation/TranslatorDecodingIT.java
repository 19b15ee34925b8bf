package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.corpus.Shortlist;
import dev.thimble.corpus.TextLines;
import dev.thimble.model.ComputeType;
import dev.thimble.search.Beam;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Sampling;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The effect of options on decoding, through the facade. */
class TranslatorDecodingIT {
  private static final List<String> SOURCES = RandomModel.sources(40);
  private static final TranslationOptions SAMPLING =
      TranslationOptions.builder().strategy(Sampling.defaults()).seed(7).build();

  private static final List<TranslationOptions> WAYS =
      List.of(
          TranslationOptions.greedy(),
          TranslationOptions.defaults(),
          options().strategy(Beam.of(6).withGroups(3, 0.7)).minLength(4).build(),
          SAMPLING);

  @TempDir private static Path folder;
  private static Path model;
  private static Translator translator;
  private static Translator shipped;

  @BeforeAll
  static void load() throws IOException {
    model = RandomModel.write(folder.resolve("model"), 3, RandomModel.LINES, List.of("<x>", "<y>"));
    translator = Translator.load(model);
    shipped = Translator.load(Path.of("checkpoints/en-fr"));
  }

  @AfterAll
  static void close() {
    translator.close();
    shipped.close();
  }

  private static TranslationOptions.Builder options() {
    return TranslationOptions.builder();
  }

  @Test
  void scoringATranslationGivesItsOwnScores() throws IOException {
    List<String> sources = TextLines.readAll(Path.of("eval/everyday.en"));
    for (TranslationOptions options :
        List.of(TranslationOptions.defaults(), TranslationOptions.greedy(), SAMPLING)) {
      List<Translation> found = shipped.with(options).translateAll(sources);
      List<Translation> scored = shipped.scoreAll(sources, texts(found));
      int compared = 0;
      for (int i = 0; i < sources.size(); i++) {
        // a sample may have other pieces than the segmentation of its text
        if (found.get(i).finished() && found.get(i).pieces().equals(scored.get(i).pieces())) {
          compared++;
          assertThat(scored.get(i).logProb()).isCloseTo(found.get(i).logProb(), within(1e-4));
          assertThat(scored.get(i).score()).isCloseTo(found.get(i).score(), within(1e-4));
          assertThat(scored.get(i).length()).isEqualTo(found.get(i).length());
        }
      }
      assertThat(compared).isGreaterThan(30);
    }
  }

  @Test
  void scoresDependOnThePairOnlyAndIncludeEmptyTargets() {
    List<Translation> all = translator.scoreAll(List.of("the cat", "on", ""), List.of("", "é", ""));
    assertThat(all.get(0).pieces()).isEmpty();
    assertThat(all.get(0).length()).isEqualTo(1);
    assertThat(all.get(0).perplexity()).isCloseTo(Math.exp(-all.get(0).logProb()), within(1e-9));
    assertThat(all.get(1).logProb()).isCloseTo(translator.score("on", "é").logProb(), within(1e-4));
    assertThat(all).allMatch(Translation::finished).allMatch(t -> t.logProb() < 0);
  }

  @Test
  void scoringUsesTheLengthPenaltyOfTheOptions() {
    Translator sums = translator.with(options().lengthPenalty(LengthPenalty.none()).build());
    Translation scored = sums.score("the cat", "un chat");
    assertThat(scored.score()).isEqualTo(scored.logProb());
  }

  @Test
  void scoringRefusesListsOfDifferentLengthsAndNull() {
    assertThatThrownBy(() -> translator.scoreAll(SOURCES, List.of("a")))
        .hasMessage("1 targets for 40 sources");
    assertThatThrownBy(() -> translator.scoreAll(List.of("a"), Collections.singletonList(null)))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("targets[0]");
    assertThatThrownBy(() -> translator.score("a", "cat ".repeat(2000)))
        .hasMessageContaining("the target")
        .hasMessageContaining("maxSourceLength, 1000");
  }

  @Test
  void samplesDependOnlyOnTextAndSeed() {
    Translator sampler = translator.with(SAMPLING);
    List<Translation> all = sampler.translateAll(SOURCES);
    List<String> reversed = new ArrayList<>(SOURCES);
    Collections.reverse(reversed);
    List<Translation> other = sampler.translateAll(reversed);
    for (int i = 0; i < SOURCES.size(); i++) {
      assertThat(all.get(i).pieces()).isEqualTo(other.get(SOURCES.size() - 1 - i).pieces());
      assertThat(all.get(i).pieces()).isEqualTo(sampler.translate(SOURCES.get(i)).pieces());
    }
    Translator reseeded = translator.with(SAMPLING.toBuilder().seed(8).build());
    assertThat(texts(reseeded.translateAll(SOURCES))).isNotEqualTo(texts(all));
  }

  @ParameterizedTest
  @CsvSource({"1, 0, 1", "0.9, 40, 0.95"})
  void samplesAreTheSameAloneInABatchAndInAnotherRun(double temperature, int topK, double topP)
      throws IOException {
    Translator sampler =
        shipped.with(
            options()
                .strategy(new Sampling(temperature, topK, topP))
                .seed(11)
                .nBest(8)
                .maxLength(0, 12)
                .build());
    List<String> sources = TextLines.readAll(Path.of("eval/everyday.en"));
    List<List<List<String>>> batched = pieces(sampler.nBest(sources));
    List<List<List<String>>> alone =
        sources.stream().map(source -> pieces(List.of(sampler.nBest(source))).get(0)).toList();
    assertThat(batched).hasSize(120).allMatch(samples -> samples.size() == 8).isEqualTo(alone);
    assertThat(pieces(sampler.nBest(sources.subList(0, 30)))).isEqualTo(batched.subList(0, 30));
  }

  private static List<List<List<String>>> pieces(List<List<Translation>> found) {
    return found.stream().map(each -> each.stream().map(Translation::pieces).toList()).toList();
  }

  @Test
  void labelsAreTranslatedAloneOrCopied() {
    String asked = shipped.translate("Where is Tom?").text();
    assertThat(shipped.translate("Anna: Where is Tom?").text()).isEqualTo("Anna: " + asked);
    assertThat(shipped.translate("1) Question: Where is Tom?").text())
        .isEqualTo("1) " + shipped.translate("Question").text() + ": " + asked);
  }

  @Test
  void listenerGetsTheTextOfASample() {
    Translator sampler = translator.with(SAMPLING);
    for (String source : SOURCES) {
      StringBuilder written = new StringBuilder();
      Translation sampled = sampler.translate(source, written::append);
      assertThat(written).hasToString(sampled.text());
      assertThat(sampled).isEqualTo(sampler.translate(source));
    }
  }

  @Test
  void prefixBeginsEveryTranslation() {
    Translator begun = translator.with(options().prefix("un chat").build());
    assertThat(texts(begun.translateAll(SOURCES.subList(0, 8))))
        .allMatch(text -> text.startsWith("un chat"));
    assertThat(begun.translate("").text()).isEmpty();
  }

  @Test
  void suppressedWordIsNeverWritten() {
    List<String> sources = List.of("I am tired.", "I love you.", "Where am I?");
    assertThat(texts(shipped.translateAll(sources))).anyMatch(text -> text.startsWith("Je "));
    for (TranslationOptions.Builder options : List.of(options(), SAMPLING.toBuilder())) {
      Translator without = shipped.with(options.suppressed(List.of("Je", "je", "suis")).build());
      assertThat(texts(without.translateAll(sources)))
          .noneMatch(text -> text.matches("(?i)(.* )?(je|suis).*"));
    }
  }

  @Test
  void suppressedPieceIsNeverWritten() {
    String often = translator.translate("the cat").pieces().get(0);
    Translator without = translator.with(options().suppressedPieces(List.of(often)).build());
    assertThat(without.translateAll(SOURCES)).noneMatch(t -> t.pieces().contains(often));
    for (String unknown : List.of("unheard", "</s>", "<unk>")) {
      assertThatThrownBy(
              () -> translator.with(options().suppressedPieces(List.of(unknown)).build()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("\"" + unknown + "\", which is not a text piece");
    }
  }

  @Test
  void symbolsOccurAsOftenAsInTheSource() {
    Translator keeping = translator.with(options().keepSymbols(true).build());
    for (String text : texts(keeping.translateAll(List.of("<x> cat <y> on <x>", "<x>", "é <x>")))) {
      assertThat(text).contains("<x>");
    }
    assertThat(keeping.translate("<x> cat <y> on <x>").pieces())
        .containsOnlyOnce("<y>")
        .satisfies(pieces -> assertThat(Collections.frequency(pieces, "<x>")).isEqualTo(2));
  }

  @Test
  void minimumBayesRiskRanksTheMostTypicalFirst() {
    TranslationOptions candidates = SAMPLING.toBuilder().nBest(12).build();
    List<Translation> drawn = translator.with(candidates).nBest("the cat");
    for (Ranking ranking : List.of(Ranking.MBR_CHRF, Ranking.MBR_BLEU)) {
      List<Translation> ranked =
          translator.with(candidates.toBuilder().ranking(ranking).build()).nBest("the cat");
      List<Double> gains =
          ranked.stream()
              .map(
                  t ->
                      drawn.stream()
                          .mapToDouble(d -> ranking.utility(t.text(), d.text()))
                          .average()
                          .orElseThrow())
              .toList();
      assertThat(gains).isSortedAccordingTo(Collections.reverseOrder());
      assertThat(texts(ranked))
          .doesNotHaveDuplicates()
          .containsExactlyInAnyOrderElementsOf(new HashSet<>(texts(drawn)));
    }
  }

  @Test
  void nBestOfABeamHasDistinctTextsAlsoInOrderOfRisk() throws IOException {
    List<String> sources = TextLines.readAll(Path.of("eval/everyday.en")).subList(0, 60);
    TranslationOptions five = options().nBest(5).build();
    for (List<Translation> list : shipped.with(five).nBest(sources)) {
      assertThat(texts(list)).hasSize(5).doesNotHaveDuplicates();
      assertThat(list).isSortedAccordingTo(Comparator.comparing(t -> -t.score()));
    }
    TranslationOptions byRisk = five.toBuilder().ranking(Ranking.MBR_CHRF).build();
    assertThat(shipped.with(byRisk).nBest(sources))
        .allSatisfy(list -> assertThat(texts(list)).doesNotHaveDuplicates());
  }

  @Test
  void samplesKeepTheirOrderAndEqualOnes() {
    TranslationOptions cold = options().strategy(new Sampling(0.01, 0, 1)).nBest(4).seed(3).build();
    assertThat(texts(shipped.with(cold).nBest("Tom is my brother.")))
        .containsOnly("Tom est mon frère.")
        .hasSize(4);
  }

  @Test
  void diverseBeamGivesOtherTranslationsThanAPlainOne() {
    TranslationOptions plain = options().beamSize(6).nBest(6).build();
    TranslationOptions diverse = plain.toBuilder().strategy(Beam.of(6).withGroups(3, 5)).build();
    List<String> first = texts(translator.with(plain).nBest("the cat sat"));
    assertThat(texts(translator.with(diverse).nBest("the cat sat")))
        .hasSameSizeAs(first)
        .isNotEqualTo(first);
  }

  @Test
  void ensembleOfOneModelTwiceGivesTheSameAsTheModel() throws IOException {
    for (EnsembleConfig.Mean mean : EnsembleConfig.Mean.values()) {
      try (Translator twice = ensemble(List.of(model, model), mean)) {
        assertThat(texts(twice.translateAll(SOURCES)))
            .isEqualTo(texts(translator.translateAll(SOURCES)));
        assertThat(twice.score("the cat", "un chat").logProb())
            .isCloseTo(translator.score("the cat", "un chat").logProb(), within(1e-4));
        assertThatThrownBy(() -> twice.contextVector("the cat"))
            .isInstanceOf(UnsupportedOperationException.class)
            .hasMessageContaining("an ensemble of 2 models");
      }
    }
  }

  @Test
  void ensembleScoresByTheMeanOfProbabilities() throws IOException {
    Path other =
        RandomModel.write(folder.resolve("other"), 4, RandomModel.LINES, List.of("<x>", "<y>"));
    try (Translator second = Translator.load(other);
        Translator both = ensemble(List.of(model, other), EnsembleConfig.Mean.PROBABILITIES)) {
      List<Float> a = translator.score("the cat", "un chat").pieceLogProbs();
      List<Float> b = second.score("the cat", "un chat").pieceLogProbs();
      List<Float> mean = both.score("the cat", "un chat").pieceLogProbs();
      IntStream.range(0, a.size())
          .forEach(
              i ->
                  assertThat((double) mean.get(i))
                      .isCloseTo(
                          Math.log((Math.exp(a.get(i)) + Math.exp(b.get(i))) / 2), within(1e-4)));
    }
  }

  @ParameterizedTest
  @EnumSource(ComputeType.class)
  void computeTypeIsAppliedAndResultsDoNotDependOnTheBatch(ComputeType type) throws IOException {
    Path wide = RandomModel.write(folder.resolve("wide-" + type), 5, 64);
    for (Path each : List.of(model, wide)) {
      LoadConfig config = LoadConfig.of(each).withComputeType(type);
      try (Translator coarse =
          Translator.load(config, TranslationOptions.defaults(), ServingConfig.defaults())) {
        assertThat(coarse.computeType()).isEqualTo(type.resolved());
        for (TranslationOptions options : WAYS) {
          Translator way = coarse.with(options);
          List<String> together = texts(way.translateAll(SOURCES));
          assertThat(SOURCES.stream().map(source -> way.translate(source).text()))
              .as(options.toString())
              .containsExactlyElementsOf(together);
        }
      }
    }
  }

  @Test
  void shortlistLimitsChosenPiecesButNotForcedOnes() throws IOException {
    Vocabulary vocabulary = Vocabulary.read(model.resolve("vocabulary.model"));
    int[] always = {vocabulary.specialTokens().eos(), 270, 275, 280};
    Path file = folder.resolve("few.shortlist");
    new Shortlist(always, new int[vocabulary.size()][0]).write(file, vocabulary, vocabulary);
    LoadConfig config = LoadConfig.of(model).withShortlist(file);
    TranslationOptions begun = TranslationOptions.builder().prefix("un chat").build();
    try (Translator few =
        Translator.load(config, TranslationOptions.defaults(), ServingConfig.defaults())) {
      Translation best = few.translate("the cat");
      assertThat(best.pieces())
          .isNotEmpty()
          .isSubsetOf(vocabulary.piece(270), vocabulary.piece(275), vocabulary.piece(280));
      assertThat(few.with(begun).translate("the cat").text()).startsWith("un chat");
    }
  }

  @Test
  void ensembleOfDifferentVocabulariesIsRefused() throws IOException {
    Path other =
        RandomModel.write(
            folder.resolve("foreign"),
            3,
            List.of("the cat sat on the mat", "un chat gris"),
            List.of());
    assertThatThrownBy(() -> ensemble(List.of(model, other), EnsembleConfig.Mean.PROBABILITIES))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("foreign has another source vocabulary than")
        .hasMessageContaining("model");
  }

  @Test
  void summariesAreNotTooShortAndDoNotRepeat() {
    List<String> texts = List.of("the cat sat on the mat ".repeat(6), "un chat noir ".repeat(9));
    for (Translation summary : new Summarizer(translator).summarizeAll(texts)) {
      assertThat(summary.pieces()).hasSizeGreaterThanOrEqualTo(5).hasSizeLessThanOrEqualTo(200);
      List<List<String>> trigrams =
          IntStream.range(2, summary.pieces().size())
              .mapToObj(i -> summary.pieces().subList(i - 2, i + 1))
              .toList();
      assertThat(trigrams).doesNotHaveDuplicates();
    }
    assertThat(new Summarizer(translator).summarize("").text()).isEmpty();
  }

  private static Translator ensemble(List<Path> folders, EnsembleConfig.Mean mean)
      throws IOException {
    return Translator.load(
        LoadConfig.of(folders.get(0))
            .withEnsemble(folders, EnsembleConfig.defaults(folders.size()).withMean(mean)),
        TranslationOptions.defaults(),
        ServingConfig.defaults());
  }

  private static List<String> texts(List<Translation> translations) {
    return translations.stream().map(Translation::text).toList();
  }
}
