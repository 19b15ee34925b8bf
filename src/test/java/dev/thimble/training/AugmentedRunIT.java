package dev.thimble.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.AugmentedCorpus;
import dev.thimble.corpus.BatchingConfig;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.ExampleSource;
import dev.thimble.corpus.PairFilter;
import dev.thimble.corpus.PairSegmenter;
import dev.thimble.corpus.SentencePair;
import dev.thimble.corpus.SourceNoise;
import dev.thimble.model.CellType;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.model.NativeRuntime;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose examples are made anew in each epoch. */
class AugmentedRunIT {
  private static final ModelConfig SHAPE = Models.config(CellType.GRU, false, 1);
  private static final TrainingConfig CONFIG =
      TrainingConfig.builder()
          .batching(new BatchingConfig(60, 0))
          .maxUpdates(30)
          .maxEpochs(1000)
          .evaluateEvery(10)
          .saveEvery(3)
          .saveEveryMinutes(0)
          .patience(0)
          .build();

  private static final CorpusWeights WEIGHTS =
      new CorpusWeights(List.of(new CorpusWeights.Part(10, 1.5), new CorpusWeights.Part(30, 1)));

  @TempDir private Path folder;

  @BeforeAll
  static void oneThread() {
    NativeRuntime.useThreads(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 17, 26})
  void killedAndResumedRunEndsWithExactlyTheWeightsOfAnUnbrokenOne(int killedAfter)
      throws IOException {
    assertThatResumingGivesTheWeightsOfAnUnbrokenRun(corpus(1), corpus(1), killedAfter);
  }

  @Test
  void runWithBpeDropoutAndWeightsResumesExactly() throws IOException {
    assertThatResumingGivesTheWeightsOfAnUnbrokenRun(dropout(0.3), dropout(0.3), 17);
  }

  private void assertThatResumingGivesTheWeightsOfAnUnbrokenRun(
      ExampleSource source, ExampleSource equal, int killedAfter) throws IOException {
    RunEvents unbroken = new RunEvents(0);
    float[] expected = train("unbroken", source, unbroken);
    assertThat(unbroken.updates.get(29).epoch()).isGreaterThan(2);
    assertThatThrownBy(() -> train("killed", equal, new RunEvents(killedAfter)))
        .isInstanceOf(RunEvents.Killed.class);
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      trainer("killed", equal, new RunEvents(0)).resume(model);
      assertThat(model.flatWeights()).isEqualTo(expected);
    }
  }

  @Test
  void otherExamplesInEachEpochGiveOtherWeights() throws IOException {
    ExampleSource changing = corpus(1);
    float[] weights = train("changing", changing, new RunEvents(0));
    ExampleSource fixed = ExampleSource.of(changing.epoch(1));
    assertThat(train("fixed", fixed, new RunEvents(0))).isNotEqualTo(weights);
  }

  @Test
  void runResumesOnlyWithTheSameAugmentation() throws IOException {
    train("run", corpus(1), new RunEvents(0));
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      assertThatThrownBy(() -> trainer("run", corpus(0.5), new RunEvents(0)).resume(model))
          .isInstanceOf(RunMismatchException.class)
          .hasMessageContaining("concatenate was 1.0, is 0.5");
    }
  }

  @Test
  void runResumesOnlyWithTheSameBpeDropout() throws IOException {
    train("run", dropout(0.3), new RunEvents(0));
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      assertThatThrownBy(() -> trainer("run", dropout(0), new RunEvents(0)).resume(model))
          .isInstanceOf(RunMismatchException.class)
          .hasMessageContaining("bpeDropout was 0.3, is 0.0");
    }
  }

  @Test
  void epochWithoutExamplesEndsTheRun() {
    ExampleSource first = epoch -> epoch == 1 ? SmallRun.examples(5, 1) : List.of();
    assertThatThrownBy(() -> train("run", first, new RunEvents(0)))
        .isInstanceOf(TrainingException.class)
        .hasMessage("epoch 2 has no training pair left to learn from");
  }

  private float[] train(String name, ExampleSource source, RunEvents events) throws IOException {
    try (Seq2SeqModel model = Seq2SeqModel.create(SHAPE, 1)) {
      trainer(name, source, events).train(model);
      return model.flatWeights();
    }
  }

  private Trainer trainer(String name, ExampleSource source, RunEvents events) {
    TrainingRun run =
        new TrainingRun(
            folder.resolve(name),
            SmallRun.contents(SHAPE),
            PairFilter.defaults(),
            source,
            SmallRun.examples(10, 2));
    return new Trainer(run, CONFIG, model -> Map.of(), events);
  }

  /* A new source each time, as a new process has one. */
  private static ExampleSource dropout(double share) {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("abcd cdab bcda dabc ab bc cd da"),
            new VocabularyConfig(14, 1, false, List.of(), 4));
    Segmentation side = new Segmentation(vocabulary, text -> List.of("a"));
    return new AugmentedCorpus(
        pairs('e'),
        Augmentation.none().withBpeDropout(share).withWeights(WEIGHTS),
        new PairSegmenter(PairFilter.defaults(), side, side),
        CONFIG.seed());
  }

  private static List<SentencePair> pairs(char end) {
    Random random = new Random(5);
    return IntStream.rangeClosed(1, 40)
        .mapToObj(line -> new SentencePair(line, word(random, end), word(random, end)))
        .toList();
  }

  private static ExampleSource corpus(double concatenate) {
    Segmentation letters =
        new Segmentation(
            SmallRun.contents(SHAPE).source(),
            text -> text.chars().mapToObj(c -> Character.toString((char) c)).toList());
    return new AugmentedCorpus(
        pairs('s'),
        new Augmentation(new SourceNoise(0.3, 0, 0, 0.5), concatenate, null),
        new PairSegmenter(PairFilter.defaults(), letters, letters),
        CONFIG.seed());
  }

  private static String word(Random random, char end) {
    StringBuilder word = new StringBuilder();
    random.ints(1 + random.nextInt(5), 'a', end).forEach(c -> word.append((char) c));
    return word.toString();
  }
}
