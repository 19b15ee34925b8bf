package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.ShortlistTrainer;
import dev.thimble.corpus.SilentListener;
import dev.thimble.search.Beam;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.Placement;
import dev.thimble.search.Sampling;
import dev.thimble.text.Clauses;
import dev.thimble.text.Glossary;
import dev.thimble.text.Mark;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Entities come through every way of translating, by a model with random weights. */
class TranslatorMaskingIT {
  private static final String SOURCE = "the cat sat on 1,234.5 at 9:40 on https://a.example/b?c=1";
  private static final List<String> KEPT =
      List.of("1\u202F234,5", "9\u00A0h\u00A040", "https://a.example/b?c=1");

  @TempDir private static Path folder;
  private static Path model;

  private Translator translator;

  @BeforeAll
  static void writeModel() throws IOException {
    model = RandomModel.writeMasking(folder.resolve("model"), 3);
  }

  @BeforeEach
  void load() throws IOException {
    translator = Translator.load(model);
  }

  @AfterEach
  void close() {
    translator.close();
  }

  static Stream<TranslationOptions> options() {
    TranslationOptions.Builder start = TranslationOptions.builder();
    return Stream.of(
        start.build(),
        TranslationOptions.greedy(),
        TranslationOptions.builder().nBest(5).build(),
        TranslationOptions.builder().strategy(Beam.of(6).withGroups(3, 0.5)).build(),
        TranslationOptions.builder().strategy(Sampling.defaults()).nBest(4).build(),
        TranslationOptions.builder().nBest(5).ranking(Ranking.MBR_CHRF).build(),
        TranslationOptions.builder().splitSentences(false).build());
  }

  @ParameterizedTest
  @MethodSource("options")
  void everyTranslationHasEveryEntityOnce(TranslationOptions options) {
    for (Translation translation : translator.with(options).nBest(SOURCE)) {
      assertThat(translation.text()).contains(KEPT).doesNotContain("\u27E6", "\u27E7");
      KEPT.forEach(kept -> assertThat(translation.text()).containsOnlyOnce(kept));
      assertThat(translation.pieces()).contains("\u27E6NUMBER_MANY_1\u27E7", "\u27E6TIME_1\u27E7");
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void insetsAreTextsOfTheirOwn(TranslationOptions options) {
    Translator chosen = translator.with(options);
    String source = "the cat \"sat on 1,234.5\" (the mat) at 9:40";
    for (Translation translation : chosen.nBest(source)) {
      assertThat(translation.text()).contains("1\u202F234,5", "9\u00A0h\u00A040");
      assertThat(Mark.withoutMarks(translation.text())).isEqualTo(translation.text());
      assertThat(translation.sentences()).isEmpty();
      if (options.splitSentences()) {
        String quoted = chosen.translate("sat on 1,234.5").text();
        String aside = chosen.translate("the mat").text();
        assertThat(translation.text())
            .contains('"' + Clauses.fragment("sat on 1,234.5", quoted, Locale.FRENCH) + '"')
            .contains("(" + Clauses.fragment("the mat", aside, Locale.FRENCH) + ")");
      }
    }
  }

  @Test
  void sentenceWithInsetsIsScoredOnAllItsPieces() {
    Translation outer = translator.translate("the cat at 9:40");
    Translation aside = translator.translate("the mat");
    Translation whole = translator.translate("the cat at 9:40 (the mat)");
    assertThat(whole.logProb()).isCloseTo(outer.logProb() + aside.logProb(), within(1e-4));
    assertThat(whole.pieces()).hasSize(outer.pieces().size() + aside.pieces().size());
    assertThat(whole.sentences()).isEmpty();
    assertThat(translator.translate("the mat\nthe cat (the mat)").sentences()).hasSize(2);
  }

  @Test
  void streamedSentenceWithInsetsIsTheTranslation() {
    Translator greedy = translator.with(TranslationOptions.greedy());
    for (String source :
        List.of(
            "the cat \"sat\" on (the mat) at 9:40",
            "the mat. the cat \"sat (on)\" the mat. the cat",
            "1,234.5 (the cat)")) {
      StringBuilder streamed = new StringBuilder();
      Translation translation = greedy.translate(source, streamed::append);
      Translation again = greedy.translate(source);
      assertThat(translation.text()).isEqualTo(again.text());
      assertThat(translation.pieces()).isEqualTo(again.pieces());
      assertThat(translation.score()).isCloseTo(again.score(), within(1e-5));
      assertThat(streamed).hasToString(translation.text());
    }
  }

  @Test
  void elementsInsideASentenceStayWhole() {
    Document page = Document.ofHtml("the <b>cat sat</b> on <i>the mat</i>", Locale.ENGLISH);
    Locale french = Locale.FRENCH;
    String cat = Clauses.fragment("cat sat", translator.translate("cat sat").text(), french);
    String mat = Clauses.fragment("the mat", translator.translate("the mat").text(), french);
    assertThat(translator.translate(page).text())
        .contains("<b>" + cat + "</b>", "<i>" + mat + "</i>");
  }

  @Test
  void withinOneLanguageInsetsStay() throws IOException {
    Path summarizing = RandomModel.writeMasking(folder.resolve("one-language"), 3, "en");
    try (Translator summarizer = Translator.load(summarizing)) {
      assertThat(summarizer.translate("the cat (the mat) sat").text()).doesNotContain("(");
    }
  }

  @Test
  void sourceWithoutEntitiesGetsNoSymbol() {
    for (String source : RandomModel.sources(30)) {
      Translation translation = translator.translate(source.replaceAll("42|é|😀", "mat"));
      assertThat(String.join("", translation.pieces())).doesNotContain("\u27E6");
      assertThat(translation.placement()).isEqualTo(Placement.FREE);
    }
  }

  @Test
  void withinOneLanguageSymbolsOfTheSourceMayBeWrittenAndMayBeLeftOut() throws IOException {
    Path summarizing = RandomModel.writeMasking(folder.resolve("summarizing"), 3, "en");
    TranslationOptions samples =
        TranslationOptions.builder().strategy(Sampling.defaults()).nBest(200).build();
    try (Translator summarizer = Translator.load(summarizing, samples)) {
      List<Translation> written = summarizer.nBest("the cat sat on 7 at 9:40");
      Set<String> symbols =
          written.stream()
              .flatMap(each -> each.pieces().stream())
              .filter(piece -> piece.startsWith("\u27E6"))
              .collect(Collectors.toSet());
      // no word is frequent in this lexicon; two symbols of a kind are all that there are
      assertThat(symbols)
          .isNotEmpty()
          .isSubsetOf(
              "\u27E6NUMBER_MANY_1\u27E7",
              "\u27E6TIME_1\u27E7",
              "\u27E6TERM_CONSONANT_1\u27E7",
              "\u27E6TERM_CONSONANT_2\u27E7",
              "\u27E6TERM_VOWEL_1\u27E7",
              "\u27E6TERM_VOWEL_2\u27E7");
      assertThat(written).anyMatch(each -> !each.text().contains("9:40"));
      assertThat(written).allMatch(each -> each.placement() == Placement.FREE);
    }
  }

  @Test
  void translationDoesNotDependOnTheBatch() {
    List<String> sources = new ArrayList<>(RandomModel.sources(20));
    sources.add(SOURCE);
    List<Translation> together = translator.translateAll(sources);
    for (int i = 0; i < sources.size(); i++) {
      Translation alone = translator.translate(sources.get(i));
      assertThat(together.get(i).text()).isEqualTo(alone.text());
      assertThat(together.get(i).placement()).isEqualTo(alone.placement());
    }
  }

  @Test
  void fragmentsOfAStreamJoinToTheText() {
    Translator greedy = translator.with(TranslationOptions.greedy());
    for (String source :
        List.of(SOURCE, "the <b>cat</b> sat <i>on <b>the</b></i> mat 7", "THE CAT SAT AT 9:40")) {
      StringBuilder text = new StringBuilder();
      assertThat(greedy.translate(source, text::append).text()).isEqualTo(text.toString());
    }
  }

  @Test
  void asynchronousTranslationIsTheSame() {
    assertThat(translator.translateAsync(SOURCE).join().text())
        .isEqualTo(translator.translate(SOURCE).text());
  }

  @Test
  void textWithMoreEntitiesThanSymbolsIsTranslatedInParts() {
    String text = translator.translate("the cat 11 sat 12 on 13 the 14 mat 15").text();
    assertThat(text).contains("11", "12", "13", "14", "15");
  }

  @Test
  void sentencesHaveSymbolsOfTheirOwn() {
    Translation translation = translator.translate("The cat 11.  The mat 12.\n\nThe cat 13.");
    assertThat(translation.text()).containsSubsequence("11", "  ", "12", "\n\n", "13");
    assertThat(translation.pieces()).filteredOn("\u27E6NUMBER_MANY_1\u27E7"::equals).hasSize(3);
  }

  @Test
  void textWithoutWordsNeedsNoModel() {
    for (TranslationOptions options :
        List.of(
            TranslationOptions.defaults(),
            TranslationOptions.builder().splitSentences(false).build())) {
      Translator with = translator.with(options);
      assertThat(with.translate("?").text()).isEqualTo("?");
      assertThat(with.translate("...").pieces()).isEmpty();
      assertThat(with.translate("1,234.5 😀!").text()).isEqualTo("1\u202F234,5 😀!");
    }
    Translation mixed = translator.translate("9:40?  The cat.");
    assertThat(mixed.text()).startsWith("9\u00A0h\u00A040?  ");
    assertThat(mixed.pieces()).doesNotContain("\u27E6TIME_1\u27E7");
    StringBuilder streamed = new StringBuilder();
    translator.with(TranslationOptions.greedy()).translate("9:40?", streamed::append);
    assertThat(streamed).hasToString("9\u00A0h\u00A040?");
  }

  @Test
  void symbolThatAUserTypedComesThrough() {
    assertThat(translator.translate("the \u27E6TIME_1\u27E7 cat at 9:40").text())
        .containsOnlyOnce("\u27E6TIME_1\u27E7")
        .containsOnlyOnce("9\u00A0h\u00A040");
  }

  @Test
  void tagsStayBalanced() {
    for (String source : List.of("the <b>cat</b>", "<i>the <b>cat</b></i> sat<br/> on")) {
      String tags =
          Pattern.compile("</?\\w+/?>")
              .matcher(translator.translate(source).text())
              .results()
              .map(MatchResult::group)
              .filter(tag -> !tag.equals("<br/>"))
              .collect(Collectors.joining());
      assertThat(tags)
          .isIn("<b></b>", "<i><b></b></i>", "<b></b><i></i>", "<b><i></i></b>", "<i></i><b></b>");
    }
  }

  @Test
  void termsOfAGlossaryStandInTheTranslation() {
    Glossary terms = Glossary.of(Map.of("cat", "minou", "the mat", "le tapis"));
    Translator with = translator.with(TranslationOptions.builder().glossary(terms).build());
    assertThat(with.translate("the cat sat on the mat").text())
        .containsOnlyOnce("minou")
        .containsOnlyOnce("le tapis");
  }

  @Test
  void protectedPatternTakesPrecedenceOverTheGlossary() {
    Translator with =
        translator.with(
            TranslationOptions.builder()
                .glossary(Glossary.of(Map.of("cat", "minou")))
                .protectedPatterns(List.of("cat sat"))
                .build());
    assertThat(with.translate("the cat sat on the cat").text())
        .containsOnlyOnce("cat sat")
        .containsOnlyOnce("minou");
  }

  @Test
  void markedSpansComeThrough() {
    MarkedText marked =
        MarkedText.of("the cat sat on the mat").keep(4, 7).translate(19, 22, "tapis");
    assertThat(translator.translate(marked).text())
        .containsOnlyOnce("cat")
        .containsOnlyOnce("tapis")
        .doesNotContain(Mark.ofTerm("cat", 0).character());
  }

  @Test
  void pageKeepsItsTags() {
    Document page =
        Document.ofHtml(
            "<p>the <b>cat</b> sat. <a href=\"x\">The <code>mat 7</code></a></p>", Locale.ENGLISH);
    String text = translator.translate(page).text();
    for (String tag : List.of("<p>", "<b>", "</b>", "<a href=\"x\">", "</a>", "</p>")) {
      assertThat(text).containsOnlyOnce(tag);
    }
    assertThat(text).containsOnlyOnce("<code>mat 7</code>");
  }

  @Test
  void capitalsStayCapitals() {
    String text = translator.translate("THE CAT SAT AT HTTPS://A.EXAMPLE").text();
    assertThat(text).contains("HTTPS://A.EXAMPLE").isEqualTo(text.toUpperCase(Locale.ROOT));
  }

  @Test
  void scoreMasksWhatBothSidesHave() {
    Translation scored = translator.score("the cat sat on 17 at 9:40", "un chat 17 9 h 40");
    assertThat(scored.text()).isEqualTo("un chat 17 9 h 40");
    assertThat(scored.pieces())
        .containsSubsequence("\u27E6NUMBER_MANY_1\u27E7", "\u27E6TIME_1\u27E7");
    assertThat(scored.logProb())
        .isEqualTo(translator.score("the cat sat on 18 at 9:41", "un chat 18 9 h 41").logProb());
  }

  @Test
  void scoreUnmasksWhatTheTargetLacks() {
    Translation scored = translator.score("the cat sat on 17 at 9:40", "un chat noir 17");
    assertThat(scored.text()).isEqualTo("un chat noir 17");
    assertThat(scored.pieces())
        .contains("\u27E6NUMBER_MANY_1\u27E7")
        .noneMatch(piece -> piece.contains("TIME"));
  }

  @Test
  void contextVectorDependsOnTheKindOfAnEntityNotOnItsValue() {
    assertThat(translator.contextVector("the cat 17"))
        .isEqualTo(translator.contextVector("the cat 18"));
    assertThat(translator.contextVector("the cat 17"))
        .isNotEqualTo(translator.contextVector("the cat 9:40"));
  }

  @Test
  void ensembleKeepsEntities() throws IOException {
    Path other = RandomModel.writeMasking(folder.resolve("other"), 4);
    LoadConfig both =
        LoadConfig.of(model).withEnsemble(List.of(model, other), EnsembleConfig.defaults(2));
    try (Translator ensemble =
        Translator.load(both, TranslationOptions.defaults(), ServingConfig.defaults())) {
      assertThat(ensemble.translate(SOURCE).text()).contains(KEPT);
    }
  }

  @Test
  void shortlistThatLacksTheSymbolsKeepsEntities() throws IOException {
    Vocabulary vocabulary = ModelFolder.read(model).source();
    int[] ids = vocabulary.ids(List.of("\u2581cat", "\u2581the"));
    Path file = folder.resolve("list");
    new ShortlistTrainer(
            new ShortlistTrainer.Sizes(vocabulary.size(), vocabulary.size()),
            vocabulary.specialTokens().eos(),
            new ShortlistTrainer.Config(2, 3, 1))
        .train(List.of(new Example(0, ids, ids)), new SilentListener())
        .write(file, vocabulary, vocabulary);
    try (Translator listed =
        Translator.load(
            LoadConfig.of(model).withShortlist(file),
            TranslationOptions.defaults(),
            ServingConfig.defaults())) {
      assertThat(listed.translate(SOURCE).text()).contains(KEPT);
    }
  }
}
