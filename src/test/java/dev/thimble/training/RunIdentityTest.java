package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.Batcher;
import dev.thimble.corpus.Example;
import dev.thimble.corpus.ExampleSource;
import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.SourceNoise;
import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.ModelPart;
import dev.thimble.model.Models;
import dev.thimble.model.Regularization;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RunIdentityTest {
  private static final Path FILE = Path.of("run", "training.safetensors");
  private static final Vocabulary LATIN = vocabulary("abcdefghijklmnopqr");
  private static final Vocabulary GREEK = vocabulary("αβγδεζηθικλμνξοπρσ");
  private static final ModelConfig SHAPE = Models.config(CellType.GRU, true, 1);
  private static final PairFilter FILTER = new PairFilter(50, 3);

  @Test
  void sameRunHasNoDifference() {
    assertThat(now().since(saved(now()))).isEmpty();
  }

  @Test
  void differencesNameTheFieldAndBothValues() {
    RunIdentity other = RunIdentity.of(run(contents(SHAPE, LATIN, "aa")), config(0.01, 2, 0));
    assertThat(other.since(saved(now())))
        .containsExactly(
            new RunDifference("optimizer.learningRate", "0.001", "0.01"),
            new RunDifference("seed", "1", "2"));
    assertThat(other.since(saved(now())).get(1)).hasToString("seed was 1, is 2");
  }

  @Test
  void otherVocabularyIsADifference() {
    RunIdentity other = RunIdentity.of(run(contents(SHAPE, GREEK, "aa")), config(0.001, 1, 0));
    assertThat(other.since(saved(now())))
        .containsExactly(new RunDifference("targetVocabulary", LATIN.sha256(), GREEK.sha256()));
  }

  @Test
  void otherShapeIsADifference() {
    ModelConfig shape = Models.config(CellType.LSTM, false, 1);
    RunIdentity other = RunIdentity.of(run(contents(shape, LATIN, "aa")), config(0.001, 1, 0));
    assertThat(other.since(saved(now())))
        .containsExactly(
            new RunDifference("model.cell", "GRU", "LSTM"),
            new RunDifference("model.bidirectional", "true", "false"));
  }

  @Test
  void runFromBeforeLayerNormResumesOnlyWithoutIt() {
    String identity = "{\"model.cell\":\"GRU\",\"model.scaledEmbeddings\":\"true\",\"seed\":\"1\"}";
    RunIdentity saved =
        RunIdentity.saved(FILE, Map.of("identity", identity), contents(SHAPE, LATIN, "aa"));
    assertThat(now().since(saved)).isEmpty();
    ModelConfig shape = SHAPE.toBuilder().layerNorm(true).build();
    RunIdentity other = RunIdentity.of(run(contents(shape, LATIN, "aa")), config(0.001, 1, 0));
    assertThat(other.since(saved))
        .containsExactly(new RunDifference("model.layerNorm", "false", "true"));
  }

  @Test
  void runFromBeforeAccumulationResumesOnlyWithoutIt() {
    RunIdentity saved =
        RunIdentity.saved(
            FILE, Map.of("identity", "{\"seed\":\"1\"}"), contents(SHAPE, LATIN, "aa"));
    assertThat(now().since(saved)).isEmpty();
    TrainingConfig config = config(0.001, 1, 0).toBuilder().accumulate(2).build();
    assertThat(RunIdentity.of(run(contents(SHAPE, LATIN, "aa")), config).since(saved))
        .containsExactly(new RunDifference("accumulate", "1", "2"));
  }

  @Test
  void runFromBeforeRDropResumesOnlyWithoutIt() {
    RunIdentity saved =
        RunIdentity.saved(
            FILE, Map.of("identity", "{\"seed\":\"1\"}"), contents(SHAPE, LATIN, "aa"));
    TrainingConfig twice =
        config(0.001, 1, 0).toBuilder()
            .regularization(Regularization.defaults().withRDrop(5))
            .build();
    RunIdentity other = RunIdentity.of(run(contents(SHAPE, LATIN, "aa")), twice);
    assertThat(other.since(saved))
        .containsExactly(new RunDifference("regularization.rDrop", "0.0", "5.0"));
  }

  @Test
  void otherFrozenPartsAreADifferenceAlsoFromRunsBeforeThereWereAny() {
    Set<ModelPart> parts = Set.of(ModelPart.ENCODER, ModelPart.EMBEDDINGS);
    TrainingConfig config = config(0.001, 1, 0).toBuilder().frozen(parts).build();
    RunIdentity frozen = RunIdentity.of(run(contents(SHAPE, LATIN, "aa")), config);
    RunIdentity earlier =
        RunIdentity.saved(
            FILE, Map.of("identity", "{\"seed\":\"1\"}"), contents(SHAPE, LATIN, "aa"));
    RunDifference difference = new RunDifference("frozen", "none", "EMBEDDINGS,ENCODER");
    assertThat(frozen.since(saved(now()))).containsExactly(difference);
    assertThat(frozen.since(earlier)).containsExactly(difference);
    assertThat(frozen.since(saved(frozen))).isEmpty();
  }

  @Test
  void differencesOfShapesLeaveOutTheVocabularies() {
    ModelConfig other =
        ModelConfig.builder(99, 99).cell(CellType.GRU).embeddingSize(7).encoderSize(9).build();
    assertThat(RunIdentity.ofShapes(SHAPE, other))
        .containsExactly(
            new RunDifference("model.encoderSize", "6", "9"),
            new RunDifference("model.decoderSize", "5", "512"));
    assertThat(RunIdentity.ofShapes(SHAPE, SHAPE)).isEmpty();
  }

  @Test
  void otherDataIsADifferenceButAnotherFileNameIsNot() {
    RunIdentity other = RunIdentity.of(run(contents(SHAPE, LATIN, "bb")), config(0.001, 1, 0));
    assertThat(other.since(saved(now())))
        .containsExactly(new RunDifference("data.train", "aa cc", "bb cc"));
  }

  @Test
  void missingDataIsADifference() {
    ModelContents none = new ModelContents(SHAPE, Map.of(), LATIN, LATIN, Provenance.unknown());
    assertThat(RunIdentity.of(run(none), config(0.001, 1, 0)).since(saved(now())))
        .containsExactly(new RunDifference("data.train", "aa cc", "none"));
  }

  @Test
  void otherFilterIsADifference() {
    TrainingRun run =
        new TrainingRun(
            Path.of("run"),
            contents(SHAPE, LATIN, "aa"),
            new PairFilter(60, 3.5),
            examples(),
            examples());
    assertThat(RunIdentity.of(run, config(0.001, 1, 0)).since(saved(now())))
        .containsExactly(
            new RunDifference("filter.maxLength", "50", "60"),
            new RunDifference("filter.maxRatio", "3.0", "3.5"));
  }

  @Test
  void otherAugmentationIsADifferenceAlsoFromRunsBeforeThereWasAny() {
    ExampleSource noisy =
        new ExampleSource() {
          @Override
          public List<Example> epoch(int epoch) {
            return examples();
          }

          @Override
          public Map<String, String> settings() {
            return new Augmentation(new SourceNoise(0.1, 0, 0, 0), 0.2, null).settings();
          }
        };
    TrainingRun run =
        new TrainingRun(Path.of("run"), contents(SHAPE, LATIN, "aa"), FILTER, noisy, examples());
    RunIdentity identity = RunIdentity.of(run, config(0.001, 1, 0));
    RunDifference[] differences = {
      new RunDifference("noise.lowerCase", "0.0", "0.1"),
      new RunDifference("concatenate", "0.0", "0.2")
    };
    assertThat(identity.since(saved(now()))).containsExactly(differences);
    assertThat(identity.since(saved(identity))).isEmpty();
    assertThat(now().since(saved(identity))).hasSize(2);
    Map<String, String> earlier = Map.of("identity", "{\"seed\":\"1\"}");
    assertThat(identity.since(RunIdentity.saved(FILE, earlier, contents(SHAPE, LATIN, "aa"))))
        .containsExactly(differences);
  }

  @Test
  void addedDataIsADifference() {
    ModelContents none = new ModelContents(SHAPE, Map.of(), LATIN, LATIN, Provenance.unknown());
    Map<String, String> metadata = new HashMap<>();
    RunIdentity.of(run(none), config(0.001, 1, 0)).putInto(metadata);
    assertThat(now().since(RunIdentity.saved(FILE, metadata, none)))
        .containsExactly(new RunDifference("data.train", "none", "aa cc"));
  }

  @Test
  void lengthOfTheRunMayChange() {
    RunIdentity other = RunIdentity.of(run(contents(SHAPE, LATIN, "aa")), config(0.001, 1, 7));
    assertThat(other.since(saved(now()))).isEmpty();
  }

  @Test
  void lastUpdateOfACosineScheduleMayNotChange() {
    assertThat(cosine(300).since(saved(cosine(300)))).isEmpty();
    assertThat(cosine(400).since(saved(cosine(300))))
        .containsExactly(new RunDifference("maxUpdates", "300", "400"));
  }

  @Test
  void fieldThatTheCheckpointLacksIsNotCompared() {
    Map<String, String> metadata = Map.of("identity", "{\"seed\":\"1\"}");
    ModelContents model = contents(SHAPE, LATIN, "aa");
    assertThat(now().since(RunIdentity.saved(FILE, metadata, model))).isEmpty();
  }

  @Test
  void fieldOfALaterVersionIsRefused() {
    Map<String, String> metadata = Map.of("identity", "{\"optimizer.lookahead\":\"true\"}");
    ModelContents model = contents(SHAPE, LATIN, "aa");
    assertThat(now().since(RunIdentity.saved(FILE, metadata, model)))
        .containsExactly(
            new RunDifference(
                "optimizer.lookahead", "true", "not known to this version of Thimble"));
  }

  @Test
  void settingsOfEarlierCheckpointsAreRead() {
    assertThat(now().since(RunIdentity.saved(FILE, settings("0.001"), filtered("50")))).isEmpty();
    assertThat(now().since(RunIdentity.saved(FILE, settings("0.5"), filtered("40"))))
        .containsExactly(
            new RunDifference("filter.maxLength", "40", "50"),
            new RunDifference("optimizer.learningRate", "0.5", "0.001"));
  }

  @Test
  void booleansOfEarlierCheckpointsAreReadAsEnums() {
    Map<String, String> metadata =
        Map.of(
            "identity",
            """
            {"optimizer.decoupledDecay":"true","selectByBleu":"false","bfloat16":"true"}""");
    ModelContents model = contents(SHAPE, LATIN, "aa");
    assertThat(now().since(RunIdentity.saved(FILE, metadata, model)))
        .containsExactly(
            new RunDifference("optimizer.algorithm", "ADAMW", "ADAM"),
            new RunDifference("computeType", "BFLOAT16", "FLOAT32"));
  }

  @Test
  void settingsOfAnEarlierCosineScheduleIncludeItsLastUpdate() {
    Map<String, String> settings =
        Map.of(
            "settings",
            settings("0.001")
                .get("settings")
                .replace("kind=PLATEAU", "kind=COSINE")
                .replace("maxUpdates=0", "maxUpdates=300"));
    assertThat(cosine(300).since(RunIdentity.saved(FILE, settings, filtered("50")))).isEmpty();
    assertThat(cosine(301).since(RunIdentity.saved(FILE, settings, filtered("50")))).hasSize(1);
  }

  @Test
  void checkpointWithoutSettingsIsRefused() {
    ModelContents model = contents(SHAPE, LATIN, "aa");
    assertThatThrownBy(() -> RunIdentity.saved(FILE, Map.of(), model))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(FILE + " lacks the settings of its run");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{", "{\"seed\":null}", "{\"seed\":{}}"})
  void damagedIdentityIsRefused(String identity) {
    ModelContents model = contents(SHAPE, LATIN, "aa");
    assertThatThrownBy(() -> RunIdentity.saved(FILE, Map.of("identity", identity), model))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(FILE + " is damaged: its 'identity' is not a JSON object of strings");
  }

  private static RunIdentity now() {
    return RunIdentity.of(run(contents(SHAPE, LATIN, "aa")), config(0.001, 1, 0));
  }

  private static RunIdentity saved(RunIdentity identity) {
    Map<String, String> metadata = new HashMap<>();
    identity.putInto(metadata);
    return RunIdentity.saved(FILE, metadata, contents(SHAPE, LATIN, "aa"));
  }

  private static RunIdentity cosine(int updates) {
    LearningRateSchedule schedule =
        new LearningRateSchedule(LearningRateSchedule.Kind.COSINE, 100, 0.7, 1);
    return RunIdentity.of(
        run(contents(SHAPE, LATIN, "aa")),
        config(0.001, 1, 0).toBuilder().schedule(schedule).maxUpdates(updates).build());
  }

  /* The settings that a resumed run may change depend on free. */
  private static TrainingConfig config(double learningRate, long seed, int free) {
    return TrainingConfig.builder()
        .optimizer(OptimizerConfig.defaults().withLearningRate(learningRate))
        .maxEpochs(20 + free)
        .maxUpdates(free)
        .saveEvery(free)
        .saveEveryMinutes(10 + free)
        .patience(5 + free)
        .seed(seed)
        .build();
  }

  private static Map<String, String> settings(String learningRate) {
    return Map.of(
        "settings",
        "TrainingConfig[batching=BatchingConfig[maxTokens=4096, maxSentences=0], regularization=Regularization[embeddingDropout=0.3, dropout=0.3, labelSmoothing=0.1, scheduledSampling=0.0], optimizer=OptimizerConfig[decoupledDecay=false, learningRate="
            + learningRate
            + ", beta1=0.9, beta2=0.999, epsilon=1.0E-8, weightDecay=0.0, clipNorm=1.0, clipValue=0.0], schedule=LearningRateSchedule[kind=PLATEAU, warmupUpdates=100, decay=0.7, patience=1], maxEpochs=2147483647, maxUpdates=0, evaluateEvery=0, saveEvery=0, patience=0, averageDecay=0.0, selectByBleu=false, bfloat16=false, seed=1] data aa,cc");
  }

  private static TrainingRun run(ModelContents contents) {
    return new TrainingRun(Path.of("run"), contents, FILTER, examples(), examples());
  }

  private static List<Example> examples() {
    return List.of(new Example(0, new int[] {5}, new int[] {6}));
  }

  private static ModelContents contents(ModelConfig shape, Vocabulary target, String hash) {
    return new ModelContents(
        shape, Map.of(), LATIN, target, provenance(hash, "train-" + hash, Map.of()));
  }

  /* They sorted a corpus of any size together. Two files of 7 lines are in the provenance. */
  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"trainWeight\":\"99.0 0.5\"}", "{\"trainWeight\":\"no\"}"})
  void smallRunFromBeforeBlocksResumes(String identity) {
    RunIdentity saved =
        RunIdentity.saved(FILE, Map.of("identity", identity), contents(SHAPE, LATIN, "aa"));
    assertThat(saved.fields()).containsEntry("batchBlock", "4194304");
  }

  @Test
  void runFromBeforeBlocksThatMayHaveHadMoreThanOneIsRefused() {
    Provenance of = provenance("aa", "x", Map.of());
    Provenance large =
        new Provenance(
            List.of(new Provenance.DataFile("train", "x", "aa", Batcher.BLOCK / 2 + 1)),
            of.seed(),
            of.options(),
            of.versions(),
            of.epochs(),
            of.updates(),
            of.trainingSeconds(),
            of.scores(),
            of.notes());
    ModelContents contents = new ModelContents(SHAPE, Map.of(), LATIN, LATIN, large);
    String once = "{\"trainWeight\":\"1.0\"}";
    String twice = "{\"trainWeight\":\"1.0 1.5\"}";
    assertThat(RunIdentity.saved(FILE, Map.of("identity", once), contents).fields())
        .containsEntry("batchBlock", "4194304");
    assertThat(RunIdentity.saved(FILE, Map.of("identity", twice), contents).fields())
        .containsEntry("batchBlock", "unlimited");
  }

  private static ModelContents filtered(String maxLength) {
    return new ModelContents(
        SHAPE,
        Map.of(),
        LATIN,
        LATIN,
        provenance("aa", "x", Map.of("max-length", maxLength, "max-ratio", "3.0")));
  }

  private static Provenance provenance(String hash, String name, Map<String, String> options) {
    return new Provenance(
        List.of(
            new Provenance.DataFile("train", name, hash, 7),
            new Provenance.DataFile("train", name + ".target", "cc", 7)),
        1,
        options,
        Map.of(),
        2,
        30,
        4.5,
        Map.of(),
        "");
  }

  private static Vocabulary vocabulary(String letters) {
    return BytePairTrainer.train(
        List.of(letters), new VocabularyConfig(Models.VOCABULARY, 1, false, List.of(), 1));
  }
}
