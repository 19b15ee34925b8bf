package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.AugmentedCorpus;
import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Batcher;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.CorpusCache;
import dev.thimble.corpus.CorpusInput;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.PairMasker;
import dev.thimble.corpus.PairReader;
import dev.thimble.corpus.PairSegmenter;
import dev.thimble.corpus.ParallelCorpus;
import dev.thimble.corpus.PhraseList;
import dev.thimble.corpus.SentencePair;
import dev.thimble.corpus.Shortlist;
import dev.thimble.corpus.ShortlistTrainer;
import dev.thimble.corpus.SilentListener;
import dev.thimble.corpus.SourceNoise;
import dev.thimble.corpus.TextLines;
import dev.thimble.corpus.WordPairs;
import dev.thimble.integrity.AtomicFile;
import dev.thimble.integrity.Require;
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
import dev.thimble.metric.BootstrapDraws;
import dev.thimble.metric.Chrf;
import dev.thimble.metric.ChrfConfig;
import dev.thimble.metric.ConfidenceInterval;
import dev.thimble.metric.CorpusMetric;
import dev.thimble.metric.CorpusScorer;
import dev.thimble.metric.ErrorRate;
import dev.thimble.metric.ExactMatch;
import dev.thimble.metric.LengthRatio;
import dev.thimble.metric.PrecisionRecall;
import dev.thimble.metric.Reliability;
import dev.thimble.metric.Rouge;
import dev.thimble.metric.RougeConfig;
import dev.thimble.metric.Score;
import dev.thimble.metric.SegmentStatistics;
import dev.thimble.metric.Significance;
import dev.thimble.metric.SignificanceConfig;
import dev.thimble.metric.SystemScore;
import dev.thimble.metric.Ter;
import dev.thimble.metric.TerConfig;
import dev.thimble.model.Regularization;
import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.LengthPenalty;
import dev.thimble.search.Placement;
import dev.thimble.search.Sampling;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.Strategy;
import dev.thimble.text.Entity;
import dev.thimble.text.EntityFinder;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Glossary;
import dev.thimble.text.InvisibleCharacters;
import dev.thimble.text.Lexicon;
import dev.thimble.text.MaskedText;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.text.NumberDifference;
import dev.thimble.text.PairedSpan;
import dev.thimble.text.SpelledEntities;
import dev.thimble.training.LearningRateSchedule;
import dev.thimble.training.OptimizerConfig;
import dev.thimble.training.TrainingConfig;
import dev.thimble.translation.Calibrator;
import dev.thimble.translation.CallLimits;
import dev.thimble.translation.ChannelTuner;
import dev.thimble.translation.ChannelWeights;
import dev.thimble.translation.Document;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.LowScores;
import dev.thimble.translation.MarkedText;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.ServingStatus;
import dev.thimble.translation.Summarizer;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import dev.thimble.vocabulary.BytePairDropout;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Detokenizer;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Segmenter;
import dev.thimble.vocabulary.SpecialTokens;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import dev.thimble.vocabulary.WordCounter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole public API refuses null with a NullPointerException that names the parameter. */
class NullContractTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(List.of("a b"), new VocabularyConfig(264, 1, true, List.of(), 16));

  /** The last one makes the checks; the others need native code, so NullContractIT calls them. */
  private static final Set<Class<?>> LEFT_OUT =
      Set.of(
          Translator.class,
          Summarizer.class,
          LanguageModel.class,
          ChannelTuner.class,
          Calibrator.class,
          LowScores.class,
          Require.class);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"text", "vocabulary", "metric", "corpus", "translation"})
  void everyPublicMethodOfAPackageNamesTheNullParameter(String name) throws Exception {
    NullCalls calls = calls();
    for (JavaClass each :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.thimble." + name)) {
      Class<?> type = each.reflect();
      if (isPublic(each) && !Throwable.class.isAssignableFrom(type) && !LEFT_OUT.contains(type)) {
        calls.call(type);
      }
    }
    assertThat(calls.violations()).isEmpty();
    assertThat(calls.calls()).isPositive();
  }

  @Test
  void everyOptionOfSearchAndTrainingNamesTheNullParameter() throws Exception {
    NullCalls calls = calls();
    for (Class<?> type :
        List.of(
            Beam.class,
            Constraints.class,
            EnsembleConfig.class,
            LengthFormula.class,
            LengthPenalty.class,
            Sampling.class,
            SearchConfig.class,
            BatchingConfig.class,
            LearningRateSchedule.class,
            OptimizerConfig.class,
            TrainingConfig.class,
            TrainingConfig.Builder.class)) {
      calls.call(type);
    }
    assertThat(calls.violations()).isEmpty();
    assertThat(calls.calls()).isGreaterThan(20);
  }

  /** Accepts null. */
  public record Careless(String text, List<String> words) {}

  @Test
  void classThatAcceptsNullIsFound() throws Exception {
    NullCalls calls = calls();
    calls.call(Careless.class);
    assertThat(calls.violations()).hasSize(3);
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(NullContractTest::isPublic).orElse(true);
  }

  private static PairSegmenter pairSegmenter() {
    Segmentation side = new Segmentation(VOCABULARY, text -> List.of("a"));
    return new PairSegmenter(PairFilter.defaults(), side, side);
  }

  private static final CorpusCache.Listener SILENT = new SilentListener();

  private CorpusInput corpusInput() {
    Path file = file("a\ta\n");
    return new CorpusInput("tsv", List.of(file), true, () -> PairReader.tsv(lines(file)));
  }

  private NullCalls calls() {
    CorpusMetric metric = new Bleu(BleuConfig.defaults());
    Segmenter segmenter = text -> List.of("a");
    return CorpusNullValues.addTo(new NullCalls(), folder)
        .value(Path.class, () -> file("a\ta\n"))
        .value(Duration.class, () -> Duration.ofMillis(1))
        .value(Float.class, () -> 1f)
        .value(Locale.class, () -> Locale.ROOT)
        .value(Charset.class, () -> StandardCharsets.UTF_8)
        .value(InvisibleCharacters.class, InvisibleCharacters::all)
        .value(Vocabulary.class, () -> VOCABULARY)
        .value(VocabularyConfig.class, () -> new VocabularyConfig(264, 1, true, List.of(), 16))
        .value(SpecialTokens.class, SpecialTokens::defaults)
        .value(Segmenter.class, () -> segmenter)
        .value(Segmentation.class, () -> new Segmentation(VOCABULARY, segmenter))
        .value(Detokenizer.class, VOCABULARY::detokenizer)
        .value(BytePairDropout.class, () -> new BytePairDropout(VOCABULARY, 0.1))
        .value(AtomicFile.Content.class, () -> out -> {})
        .value(
            Hypothesis.class,
            () -> new Hypothesis(new int[] {1}, new float[] {-1}, -1, -1, true, Placement.FREE))
        .value(Example.class, () -> new Example(0, new int[] {1}, new int[] {1}))
        .value(SentencePair.class, () -> new SentencePair(1, "a", "a"))
        .value(PairFilter.class, PairFilter::defaults)
        .value(NumberDifference.class, () -> new NumberDifference(Locale.ENGLISH, Locale.FRENCH))
        .value(SourceNoise.class, SourceNoise::none)
        .value(Augmentation.class, Augmentation::none)
        .value(CorpusWeights.class, CorpusWeights::none)
        .value(CorpusWeights.Part.class, () -> new CorpusWeights.Part(1, 2))
        .value(PairSegmenter.class, NullContractTest::pairSegmenter)
        .value(Lexicon.class, Lexicon::empty)
        .value(Lexicon.Builder.class, Lexicon.Builder::new)
        .value(Glossary.class, () -> Glossary.of(Map.of("a", "b")))
        .value(Entity.class, () -> new Entity(0, 1, EntityKind.LINK, "a", "a"))
        .value(EntityFinder.class, () -> new EntityFinder(Locale.ENGLISH, Locale.FRENCH))
        .value(MaskingConfig.class, () -> MaskingConfig.of("en", "fr"))
        .value(SpelledEntities.class, () -> new SpelledEntities(MaskingConfig.of("en", "fr")))
        .value(
            MaskedText.class,
            () -> new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty()).mask("a", List.of()))
        .value(PairedSpan.class, () -> new PairedSpan(0, 1, 0, 1, EntityKind.LINK))
        .value(MarkedText.class, () -> MarkedText.of("a"))
        .value(
            Translation.class,
            () ->
                new Translation(
                    "a",
                    -1,
                    -1,
                    OptionalDouble.empty(),
                    List.of("a"),
                    List.of(-1f),
                    true,
                    Placement.FREE,
                    List.of()))
        .value(OptionalDouble.class, OptionalDouble::empty)
        .value(double[].class, () -> new double[1])
        .value(BootstrapDraws.class, () -> new BootstrapDraws(1, 0))
        .value(WordCounter.class, () -> new WordCounter(List.of()))
        .value(boolean[].class, () -> new boolean[1])
        .value(Reliability.Bin.class, () -> new Reliability.Bin(1, 0.5, 0.5))
        .value(Map.class, Map::of)
        .value(Set.class, Set::of)
        .value(Pattern.class, () -> Pattern.compile("a"))
        .value(RandomGenerator.class, () -> new SplittableRandom(1))
        .value(Masking.class, () -> new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty()))
        .value(
            PairMasker.class,
            () ->
                new PairMasker(
                    new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty()),
                    PhraseList.empty(),
                    WordPairs.empty(),
                    PairMasker.Shares.defaults()))
        .value(PhraseList.class, PhraseList::empty)
        .value(WordPairs.class, WordPairs::empty)
        .value(PairMasker.Shares.class, PairMasker.Shares::defaults)
        .value(PairFilter.Filtered.class, () -> new PairFilter.Filtered(List.of(), 0, 0, 0))
        .value(
            AugmentedCorpus.class,
            () -> new AugmentedCorpus(List.of(), Augmentation.none(), pairSegmenter(), 1))
        .value(CorpusCache.class, () -> new CorpusCache(Path.of("cache"), SILENT))
        .value(CorpusCache.Listener.class, () -> SILENT)
        .value(
            CorpusCache.Corpora.class,
            () -> new CorpusCache.Corpora(new ParallelCorpus(List.of(), List.of()), List.of(), ""))
        .value(CorpusInput.class, this::corpusInput)
        .value(CorpusInput.Opener.class, () -> corpusInput().opener())
        .value(PairReader.class, () -> PairReader.tsv(lines(file("a\ta\n"))))
        .value(BatchingConfig.class, BatchingConfig::defaults)
        .value(TrainingConfig.Builder.class, TrainingConfig::builder)
        .value(Batch.class, () -> Batch.of(List.of(new Example(0, new int[] {1}, new int[] {1}))))
        .value(
            Batcher.class,
            () ->
                new Batcher(
                    List.of(new Example(0, new int[] {1}, new int[] {1})),
                    BatchingConfig.defaults()))
        .value(ParallelCorpus.class, () -> new ParallelCorpus(List.of(), List.of()))
        .value(
            ParallelCorpus.CorpusFile.class,
            () -> new ParallelCorpus.CorpusFile(Path.of("a"), "a", 1))
        .value(Shortlist.class, () -> new Shortlist(new int[] {1}, new int[][] {{1}}))
        .value(
            ShortlistTrainer.class,
            () ->
                new ShortlistTrainer(
                    new ShortlistTrainer.Sizes(2, 2), 1, ShortlistTrainer.Config.defaults()))
        .value(ShortlistTrainer.Config.class, ShortlistTrainer.Config::defaults)
        .value(ShortlistTrainer.Sizes.class, () -> new ShortlistTrainer.Sizes(2, 2))
        .value(TextLines.class, () -> lines(file("a\n")))
        .value(CorpusMetric.class, () -> metric)
        .value(Bleu.class, () -> new Bleu(BleuConfig.defaults()))
        .value(SegmentStatistics.Builder.class, () -> new SegmentStatistics.Builder(metric))
        .value(BleuConfig.class, BleuConfig::defaults)
        .value(Chrf.class, () -> new Chrf(ChrfConfig.defaults()))
        .value(ChrfConfig.class, ChrfConfig::defaults)
        .value(Ter.class, () -> new Ter(TerConfig.defaults()))
        .value(TerConfig.class, TerConfig::defaults)
        .value(RougeConfig.class, () -> RougeConfig.defaults(RougeConfig.Variant.ROUGE_1))
        .value(Rouge.class, () -> new Rouge(RougeConfig.defaults(RougeConfig.Variant.ROUGE_1)))
        .value(ErrorRate.class, () -> new ErrorRate(ErrorRate.Unit.WORD, false))
        .value(ExactMatch.class, () -> new ExactMatch(false))
        .value(LengthRatio.class, () -> new LengthRatio(BleuConfig.defaults()))
        .value(CorpusScorer.class, () -> new CorpusScorer(metric))
        .value(
            SegmentStatistics.class,
            () -> SegmentStatistics.of(metric, List.of("a"), List.of(List.of("a"))))
        .value(
            SignificanceConfig.class,
            () -> SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP))
        .value(
            Significance.class,
            () ->
                new Significance(
                    SignificanceConfig.defaults(SignificanceConfig.Test.BOOTSTRAP).withTrials(2)))
        .value(Score.class, () -> new Score("a", 1, ""))
        .value(SystemScore.class, () -> SystemScore.plain(new Score("a", 1, "")))
        .value(ConfidenceInterval.class, () -> new ConfidenceInterval(1, 1, 1))
        .value(PrecisionRecall.class, () -> new PrecisionRecall(1, 1, 1))
        .value(Beam.class, Beam::defaults)
        .value(Strategy.class, Beam::defaults)
        .value(Sampling.class, Sampling::defaults)
        .value(Constraints.class, Constraints::defaults)
        .value(EnsembleConfig.class, () -> EnsembleConfig.defaults(1))
        .value(LengthFormula.class, () -> LengthFormula.absolute(2))
        .value(LengthPenalty.class, LengthPenalty::defaults)
        .value(SearchConfig.class, SearchConfig::defaults)
        .value(Regularization.class, Regularization::defaults)
        .value(OptimizerConfig.class, OptimizerConfig::defaults)
        .value(LearningRateSchedule.class, LearningRateSchedule::defaults)
        .value(TrainingConfig.class, TrainingConfig::defaults)
        .value(Document.class, () -> Document.of("a"))
        .value(ChannelWeights.class, ChannelWeights::defaults)
        .value(LoadConfig.class, () -> LoadConfig.of(Path.of("a")))
        .value(CallLimits.class, CallLimits::none)
        .value(ServingConfig.class, ServingConfig::defaults)
        .value(
            ServingStatus.Totals.class,
            () -> new ServingStatus.Totals(0, 0, 0, 0, 0, Duration.ZERO, Duration.ZERO))
        .value(TranslationOptions.class, TranslationOptions::defaults)
        .value(TranslationOptions.Builder.class, TranslationOptions::builder);
  }

  private Path file(String text) {
    try {
      return Files.writeString(Files.createTempFile(folder, "a", ".txt"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TextLines lines(Path file) {
    try {
      return TextLines.open(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
