package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.checkpoint.ModelFolder;
import dev.thimble.checkpoint.Provenance;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that start from the weights of a model. */
class FineTuningIT {
  /** So small that no weight changes. */
  private static final List<String> STILL =
      List.of("--learning-rate", "1e-30", "--max-updates", "1");

  @TempDir private static Path folder;

  @BeforeAll
  static void trainAModel() throws IOException {
    Files.write(folder.resolve("train.tsv"), lines("abcde"));
    Files.write(folder.resolve("more.tsv"), lines("defgh"));
    Files.write(folder.resolve("dev.tsv"), lines("adf").subList(0, 8));
    assertThat(vocabulary("base.model", "268", "train.tsv").code()).isZero();
    assertThat(vocabulary("larger.model", "275", "train.tsv", "more.tsv").code()).isZero();
    assertThat(
            train(
                    "base",
                    "--train-source",
                    file("train.tsv"),
                    "--vocabulary",
                    file("base.model"),
                    "--embedding-size",
                    "8",
                    "--encoder-size",
                    "12",
                    "--decoder-size",
                    "10",
                    "--layer-norm",
                    "--tying",
                    "TARGET",
                    "--max-updates",
                    "20")
                .code())
        .isZero();
  }

  private static List<String> lines(String letters) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j <= i % 4; j++) {
        line.append(letters.charAt((i + j * j) % letters.length())).append(' ');
      }
      lines.add(line.toString().strip() + "\t" + line.reverse().toString().strip());
    }
    return lines;
  }

  @Test
  void runStartsFromTheWeightsAndSaysSo() throws Exception {
    CommandRun run = tune("same", STILL);
    assertThat(run.err())
        .contains(
            "from "
                + file("base/best")
                + ": 268 of 268 source pieces and 268 of 268 target pieces keep its weights\n");
    Path weights = folder.resolve("base/best/weights.safetensors");
    assertThat(Files.mismatch(weights, folder.resolve("same/best/weights.safetensors")))
        .isEqualTo(-1);
    String sha256 =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights)));
    ModelContents tuned = ModelFolder.read(folder.resolve("same/best"));
    assertThat(tuned.provenance().data())
        .contains(new Provenance.DataFile("from", "best", sha256, 0));
    assertThat(tuned.config()).isEqualTo(ModelFolder.readConfig(folder.resolve("base/best")));
    assertThat(CommandRun.of("info", file("same/best")).out())
        .contains("started from: model best, SHA-256 of its weights " + sha256 + "\n")
        .contains("data: train more.tsv, 60 lines");
  }

  @Test
  void knownPiecesKeepTheirRowsInANewVocabulary() throws IOException {
    Vocabulary base = Vocabulary.read(folder.resolve("base.model"));
    Vocabulary larger = Vocabulary.read(folder.resolve("larger.model"));
    int[] ids = larger.idsIn(base);
    long known = Arrays.stream(ids).filter(id -> id >= 0).count();
    assertThat(known).isBetween(266L, 268L); // control and byte pieces, and some others
    CommandRun run = tune("grown", "--vocabulary", file("larger.model"), STILL);
    String counts =
        "%d of 275 source pieces and %d of 275 target pieces keep its weights; the others start at"
            + " random\n";
    assertThat(run.err()).contains(counts.formatted(known, known));
    Map<String, FloatTensor> was = ModelFolder.read(folder.resolve("base/best")).weights();
    ModelContents tuned = ModelFolder.read(folder.resolve("grown/best"));
    Map<String, FloatTensor> random;
    try (Seq2SeqModel model = Seq2SeqModel.create(tuned.config(), 1)) {
      random = model.weights();
    }
    assertThat(tuned.source().sha256()).isEqualTo(larger.sha256());
    tuned
        .weights()
        .forEach(
            (name, weight) -> {
              boolean rows = name.contains("embedding") || name.equals("output.bias");
              int width = rows ? weight.values().length / ids.length : 0;
              float[] expected = rows ? random.get(name).values() : was.get(name).values();
              for (int id = 0; rows && id < ids.length; id++) {
                if (ids[id] >= 0) {
                  float[] row = was.get(name).values();
                  System.arraycopy(row, ids[id] * width, expected, id * width, width);
                }
              }
              assertThat(weight.values()).as(name).containsExactly(expected, within(1e-30f));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--encoder-size=13 | --encoder-size is 13, but the model in MODEL has 12",
        "--cell=gru | --cell is GRU, but the model in MODEL has LSTM",
        "--no-bidirectional | --bidirectional is false, but the model in MODEL has true"
      })
  void otherShapeIsRefusedWithBothValues(String option, String message) {
    CommandRun run = tune("shaped", option);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(message.replace("MODEL", file("base/best")))
        .contains("; a run with --from keeps the model's shape");
    assertThat(folder.resolve("shaped")).doesNotExist();
  }

  @Test
  void shapeOfTheModelMayBeRepeated() {
    assertThat(tune("repeated", "--encoder-size", "12", "--max-updates", "1").code()).isZero();
  }

  @Test
  void resumedRunEndsWithTheWeightsOfAnUnbrokenOneThoughTheModelIsGone() throws IOException {
    String gone = file("gone");
    assertThat(CommandRun.of("export", file("base/best"), "--output", gone).code()).isZero();
    List<String> options =
        List.of("--freeze", "encoder,output", "--optimizer", "SGD", "--learning-rate", "0.1");
    List<String> from = List.of("--from", gone);
    assertThat(tune("whole", from, options, "--max-updates", "12").code()).isZero();
    assertThat(tune("cut", from, options, "--max-updates", "5").code()).isZero();
    Files.move(folder.resolve("gone"), folder.resolve("moved"));
    assertThat(tune("cut", from, options, "--max-updates", "8", "--resume").code()).isZero();
    assertThat(
            resume("cut", options, "--max-updates", "12") // without --from
                .code())
        .isZero();
    Path weights = Path.of("last", "weights.safetensors");
    assertThat(
            Files.mismatch(
                folder.resolve("cut").resolve(weights), folder.resolve("whole").resolve(weights)))
        .isEqualTo(-1);
    assertThat(encoder("cut/last")).isEqualTo(encoder("moved"));
  }

  private static float[] encoder(String model) throws IOException {
    Map<String, FloatTensor> weights = ModelFolder.read(folder.resolve(model)).weights();
    return weights.get("encoder.rnn.weight_hh_l0").values();
  }

  @Test
  void resumingFromAnotherModelOrWithOtherFrozenPartsIsRefused() {
    assertThat(tune("strict", "--freeze", "ENCODER", "--max-updates", "2").code()).isZero();
    assertThat(tune("strict", "--max-updates", "3", "--resume").err())
        .contains("\n  --freeze was ENCODER, is none");
    assertThat(tune("strict", "--from", file("strict/last"), "--resume", "--freeze=encoder").err())
        .containsPattern("\\n  SHA-256 of the weights of --from was [0-9a-f]{12}\\.\\.\\., is ");
    assertThat(tune("base", "--vocabulary", file("base.model"), "--resume").err())
        .contains("\n  SHA-256 of the weights of --from was none, is ");
  }

  @Test
  void freezingNeedsAModelAndLeavesSomethingToTrain() {
    CommandRun alone =
        train(
            "alone",
            "--train-source",
            file("more.tsv"),
            "--vocabulary",
            file("base.model"),
            "--freeze",
            "decoder");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).startsWith("thimble: --freeze needs --from\n");
    CommandRun nothing = tune("nothing", "--freeze", "encoder,decoder,embeddings,output");
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err())
        .contains("--freeze leaves nothing to train in a model with --tying TARGET");
    assertThat(tune("wrong", "--freeze", "context").err())
        .contains("--freeze")
        .contains("EMBEDDINGS, ENCODER, DECODER, OUTPUT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"embeddings", "output,encoder"})
  void frozenPartsMustHaveNoNewPieces(String frozen) {
    CommandRun run = tune("new-pieces", "--vocabulary", file("larger.model"), "--freeze", frozen);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains("--freeze would keep the random weights of pieces that the model in ");
    assertThat(folder.resolve("new-pieces")).doesNotExist();
  }

  @Test
  void otherPartsMayBeFrozenWithNewPieces() {
    CommandRun run =
        tune(
            "recurrent",
            "--vocabulary",
            file("larger.model"),
            "--freeze=encoder,decoder",
            "--max-updates=1");
    assertThat(run.code()).isZero();
  }

  @Test
  void numberOfTrainedParametersIsSaid() throws IOException {
    CommandRun run = tune("some", "--freeze", "embeddings", "--max-updates", "1");
    ModelContents model = ModelFolder.read(folder.resolve("some/last"));
    int all = model.weights().values().stream().mapToInt(weight -> weight.values().length).sum();
    assertThat(run.err())
        .contains(
            String.format(
                Locale.ROOT, "%,d parameters, %,d of them trained", all, all - 2 * 268 * 8));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void modelOfEveryFormatVersionCanBeTuned(int version) throws IOException {
    Path all = Path.of("src", "test", "resources", "dev", "thimble", "checkpoint", "golden");
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(all, "format-" + version + "-*")) {
      for (Path golden : folders) {
        String name = golden.getFileName().toString();
        assertThat(tune("tuned-" + name, "--from", golden.toString(), STILL).code()).isZero();
        Map<String, FloatTensor> tuned =
            ModelFolder.read(folder.resolve("tuned-" + name + "/best")).weights();
        ModelFolder.read(golden)
            .weights()
            .forEach(
                (parameter, weight) ->
                    assertThat(tuned.get(parameter).values())
                        .as(parameter)
                        .containsExactly(
                            weight.values(), within(1e-20f))); // a step of 1e-30 moves zeros
      }
    }
  }

  private static CommandRun vocabulary(String output, String size, String... corpora) {
    List<String> arguments = new ArrayList<>(List.of("vocab"));
    Arrays.stream(corpora).map(FineTuningIT::file).forEach(arguments::add);
    arguments.addAll(List.of("--size", size, "--output", file(output)));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /* Options are texts or lists of texts. */
  private static CommandRun tune(String output, Object... options) {
    List<Object> all = new ArrayList<>(Arrays.asList(options));
    if (flat(options).noneMatch("--from"::equals)) {
      all.addAll(0, List.of("--from", file("base/best")));
    }
    all.addAll(List.of("--train-source", file("more.tsv")));
    return train(output, all.toArray());
  }

  private static CommandRun resume(String output, Object... options) {
    List<Object> all = new ArrayList<>(Arrays.asList(options));
    if (flat(options).noneMatch("--train-source"::equals)) {
      all.addAll(List.of("--train-source", file("more.tsv")));
    }
    all.add("--resume");
    return train(output, all.toArray());
  }

  private static CommandRun train(String output, Object... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "--dev-source",
                file("dev.tsv"),
                "--no-dev-bleu",
                "--max-tokens",
                "100",
                "--threads",
                "1",
                "--output",
                file(output)));
    flat(options).forEach(arguments::add);
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private static Stream<String> flat(Object... options) {
    return Arrays.stream(options)
        .flatMap(
            option ->
                option instanceof List<?> several
                    ? several.stream().map(String::valueOf)
                    : Stream.of((String) option));
  }

  private static String file(String name) {
    return folder.resolve(name).toString();
  }
}
