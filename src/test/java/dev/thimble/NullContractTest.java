package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.checkpoint.Segmentations;
import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.AugmentedCorpus;
import dev.thimble.corpus.Batch;
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
import dev.thimble.metric.Bleu;
import dev.thimble.metric.BleuConfig;
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
import dev.thimble.metric.Ter;
import dev.thimble.metric.TerConfig;
import dev.thimble.micrometer.ServingMetrics;
import dev.thimble.model.Seq2SeqModel;
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
import dev.thimble.text.EntityKind;
import dev.thimble.text.Glossary;
import dev.thimble.text.Insets;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.text.PairedSpan;
import dev.thimble.training.BaseModel;
import dev.thimble.training.TrainingListener;
import dev.thimble.translation.Calibrator;
import dev.thimble.translation.CallLimits;
import dev.thimble.translation.ChannelTuner;
import dev.thimble.translation.ChannelWeights;
import dev.thimble.translation.Document;
import dev.thimble.translation.LanguageModel;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.MarkedText;
import dev.thimble.translation.ServingConfig;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The whole public API refuses null with a NullPointerException that names the parameter. */
class NullContractTest {
  private static final Vocabulary VOCABULARY =
      BytePairTrainer.train(List.of("a b"), new VocabularyConfig(264, 1, true, List.of(), 16));

  private static final Path SOURCES = Path.of("src/main/java");

  /** The first ignores its arguments; {@link NullContractIT} calls those that need native code. */
  private static final Set<Class<?>> LEFT_OUT =
      Set.of(
          TrainingListener.class,
          BaseModel.class,
          Calibrator.class,
          ChannelTuner.class,
          LanguageModel.class,
          Segmentations.class,
          Seq2SeqModel.class,
          ServingMetrics.class,
          Summarizer.class,
          Translator.class);

  @TempDir private Path folder;

  static List<String> exportedPackages() throws IOException {
    return ApiBaseline.exportedPackages(SOURCES);
  }

  @ParameterizedTest
  @MethodSource("exportedPackages")
  void everyPublicMethodOfAPackageNamesTheNullParameter(String name) throws Exception {
    NullCalls calls = calls(folder);
    List<Class<?>> types = publicTypes(name);
    for (Class<?> type : types) {
      if (!LEFT_OUT.contains(type)) {
        calls.call(type);
      }
    }
    assertThat(types).isNotEmpty();
    assertThat(calls.violations()).isEmpty();
  }

  /** Accepts null. */
  public record Careless(String text, List<String> words) {}

  @Test
  void classThatAcceptsNullIsFound() throws Exception {
    NullCalls calls = calls(folder);
    calls.call(Careless.class);
    assertThat(calls.violations()).hasSize(3);
  }

  private static List<Class<?>> publicTypes(String packageName) throws Exception {
    Set<String> internal = ApiBaseline.internal(SOURCES, packageName);
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(SOURCES.resolve(packageName.replace('.', '/')))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString().replace(".java", "");
        if (!internal.contains(name)) {
          addPublic(Class.forName(packageName + "." + name), types);
        }
      }
    }
    return types;
  }

  /* With the types in it. */
  private static void addPublic(Class<?> type, List<Class<?>> types) {
    if (Modifier.isPublic(type.getModifiers())) {
      types.add(type);
      for (Class<?> inner : type.getDeclaredClasses()) {
        addPublic(inner, types);
      }
    }
  }

  private static PairSegmenter pairSegmenter() {
    Segmentation side = new Segmentation(VOCABULARY, text -> List.of("a"));
    return new PairSegmenter(PairFilter.defaults(), side, side);
  }

  private static final CorpusCache.Listener SILENT = new SilentListener();

  private static CorpusInput corpusInput(Path folder) {
    Path file = file(folder, "a\ta\n");
    return new CorpusInput("tsv", List.of(file), true, () -> PairReader.tsv(lines(file)));
  }

  /** With a value of every type but those that need native code; {@code folder} is for files. */
  static NullCalls calls(Path folder) {
    CorpusMetric metric = new Bleu(BleuConfig.defaults());
    Segmenter segmenter = text -> List.of("a");
    return ModelNullValues.addTo(
            CorpusNullValues.addTo(new NullCalls(), folder), folder, VOCABULARY)
        .value(Path.class, () -> file(folder, "a\ta\n"))
        .value(Duration.class, () -> Duration.ofMillis(1))
        .value(Float.class, () -> 1f)
        .value(Locale.class, () -> Locale.ROOT)
        .value(Vocabulary.class, () -> VOCABULARY)
        .value(VocabularyConfig.class, () -> new VocabularyConfig(264, 1, true, List.of(), 16))
        .value(SpecialTokens.class, SpecialTokens::defaults)
        .value(Segmenter.class, () -> segmenter)
        .value(Segmentation.class, () -> new Segmentation(VOCABULARY, segmenter))
        .value(Detokenizer.class, VOCABULARY::detokenizer)
        .value(BytePairDropout.class, () -> new BytePairDropout(VOCABULARY, 0.1))
        .value(
            Hypothesis.class,
            () -> new Hypothesis(new int[] {1}, new float[] {-1}, -1, -1, true, Placement.FREE))
        .value(Example.class, () -> new Example(0, new int[] {1}, new int[] {1}))
        .value(SentencePair.class, () -> new SentencePair(1, "a", "a"))
        .value(PairFilter.class, PairFilter::defaults)
        .value(SourceNoise.class, SourceNoise::none)
        .value(Augmentation.class, Augmentation::none)
        .value(CorpusWeights.class, CorpusWeights::none)
        .value(CorpusWeights.Part.class, () -> new CorpusWeights.Part(1, 2))
        .value(PairSegmenter.class, NullContractTest::pairSegmenter)
        .value(Lexicon.class, Lexicon::empty)
        .value(Lexicon.Builder.class, Lexicon.Builder::new)
        .value(Insets.class, () -> Insets.of("I am (not) here.", List.of(), true))
        .value(Glossary.class, () -> Glossary.of(Map.of("a", "b")))
        .value(Entity.class, () -> new Entity(0, 1, EntityKind.LINK, "a", "a"))
        .value(MaskingConfig.class, () -> MaskingConfig.of("en", "fr"))
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
        .value(boolean[].class, () -> new boolean[1])
        .value(Reliability.Bin.class, () -> new Reliability.Bin(1, 0.5, 0.5))
        .value(Map.class, Map::of)
        .value(Set.class, Set::of)
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
        .value(CorpusInput.class, () -> corpusInput(folder))
        .value(CorpusInput.Opener.class, () -> corpusInput(folder).opener())
        .value(BatchingConfig.class, BatchingConfig::defaults)
        .value(Batch.class, () -> Batch.of(List.of(new Example(0, new int[] {1}, new int[] {1}))))
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
        .value(TextLines.class, () -> lines(file(folder, "a\n")))
        .value(CorpusMetric.class, () -> metric)
        .value(Bleu.class, () -> new Bleu(BleuConfig.defaults()))
        .value(SegmentStatistics.Builder.class, () -> new SegmentStatistics.Builder(metric))
        .value(BleuConfig.class, BleuConfig::defaults)
        .value(Chrf.class, () -> new Chrf(ChrfConfig.defaults()))
        .value(Ter.class, () -> new Ter(TerConfig.defaults()))
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
        .value(Document.class, () -> Document.of("a"))
        .value(ChannelWeights.class, ChannelWeights::defaults)
        .value(LoadConfig.class, () -> LoadConfig.of(Path.of("a")))
        .value(CallLimits.class, CallLimits::none)
        .value(ServingConfig.class, ServingConfig::defaults)
        .value(TranslationOptions.class, TranslationOptions::defaults)
        .value(TranslationOptions.Builder.class, TranslationOptions::builder);
  }

  private static Path file(Path folder, String text) {
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
