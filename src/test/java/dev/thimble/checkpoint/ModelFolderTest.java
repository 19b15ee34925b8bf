package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.model.FloatTensor;
import dev.thimble.model.Models;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFolderTest {
  private static final Vocabulary LATIN = SmallModel.LATIN;
  private static final Vocabulary GREEK = SmallModel.vocabulary("αβγδεζηθικλμνξοπρσ");
  private static final Safetensors STATE =
      new Safetensors(Map.of("w", new FloatTensor(new long[] {1}, new float[] {2})), Map.of());

  @TempDir private Path parent;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = parent.resolve("model");
    ModelFolder.write(
        model, contents(LATIN), StorageType.FLOAT32, Map.of("run.safetensors", STATE));
  }

  @Test
  void folderHoldsOneVocabularyIfItIsShared() {
    assertThat(model.toFile().list())
        .containsExactlyInAnyOrder(
            "manifest.json", "run.safetensors", "vocabulary.model", "weights.safetensors");
  }

  @Test
  void twoVocabulariesAreReadBack() throws IOException {
    ModelFolder.write(model, contents(GREEK), StorageType.FLOAT32, Map.of());
    assertThat(model.toFile().list())
        .containsExactlyInAnyOrder(
            "manifest.json", "source.model", "target.model", "weights.safetensors");
    assertThat(ModelFolder.read(model).source().sha256()).isEqualTo(LATIN.sha256());
    assertThat(ModelFolder.read(model).target().sha256()).isEqualTo(GREEK.sha256());
  }

  @Test
  void scoresThatAreNotFiniteAreReadBack() throws IOException {
    assertThat(ModelFolder.read(model).provenance().scores())
        .containsEntry("perplexity", Double.POSITIVE_INFINITY)
        .containsEntry("bleu", Double.NaN);
  }

  @Test
  void summaryIsReadFromTheManifestAlone() throws Exception {
    Files.delete(model.resolve("vocabulary.model"));
    ManifestSummary summary = ManifestSummary.read(model);
    assertThat(summary.config()).isEqualTo(SmallModel.CONFIG);
    assertThat(summary.provenance().scores()).containsEntry("bleu", Double.NaN);
    byte[] weights = Files.readAllBytes(model.resolve("weights.safetensors"));
    assertThat(summary.weightsSha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(weights)));
  }

  @Test
  void missingConfigurationValueIsRefused() throws IOException {
    edit("\"bidirectional\" : true,", "");
    refused("manifest.json is damaged in 'model': ", "bidirectional");
  }

  @Test
  void unknownConfigurationValueIsRefused() throws IOException {
    edit("\"bidirectional\" : true,", "\"bidirectional\" : true, \"heads\" : 8,");
    refused("manifest.json is damaged in 'model': ", "heads");
  }

  @Test
  void unknownCellIsRefusedNamingTheKnownOnes() throws IOException {
    edit("\"GRU\"", "\"QRNN\"");
    refused("manifest.json is damaged in 'model': ", "QRNN", "LSTM");
  }

  @Test
  void fractionIsNotTruncatedToAnInteger() throws IOException {
    edit("\"encoderSize\" : 6", "\"encoderSize\" : 6.5");
    refused("manifest.json is damaged in 'model': ", "6.5");
  }

  @Test
  void missingProvenanceValueIsRefused() throws IOException {
    edit("\"notes\" : \"\"", "\"notes\" : null");
    refused("manifest.json is damaged in 'provenance': ", "notes");
  }

  @Test
  void versionBelowOneIsDamage() throws IOException {
    edit("\"formatVersion\" : 2", "\"formatVersion\" : 0");
    refused("manifest.json is damaged: 'formatVersion' must be an integer of at least 1, but is 0");
  }

  @Test
  void versionAboveTheRangeOfIntegersIsRefused() throws IOException {
    edit("\"formatVersion\" : 2", "\"formatVersion\" : 4294967297");
    refused("'formatVersion' must be an integer of at least 1, but is 4294967297");
  }

  @Test
  void vocabularyMustBeListed() throws IOException {
    edit("\"vocabulary.model\"", "\"other.model\"");
    refused("manifest.json is damaged: its 'files' lack source.model");
  }

  @Test
  void listedNameMustNotLeadOutOfTheFolder() throws IOException {
    edit("\"run.safetensors\"", "\"../run.safetensors\"");
    refused("manifest.json lists '../run.safetensors', which is not a file name in this folder");
  }

  @Test
  void changedExtraFileIsRefused() throws IOException {
    Path state = model.resolve("run.safetensors");
    changeByte(state, (int) Files.size(state) - 1);
    refused("run.safetensors was changed after it was written");
  }

  @Test
  void otherControlIdsAreRefused() throws IOException {
    edit("\"bos\" : 2", "\"bos\" : 9");
    refused("vocabulary.model has ", "bos=2", "but the model needs", "bos=9");
  }

  @Test
  void sourceVocabularyIsCheckedBeforeTheTarget() throws IOException {
    ModelFolder.write(model, contents(GREEK), StorageType.FLOAT32, Map.of());
    edit("\"bos\" : 2", "\"bos\" : 9");
    refused("source.model has ", "bos=2", "but the model needs", "bos=9");
  }

  @Test
  void targetVocabularyOfAnotherSizeIsRefused() throws IOException {
    ModelFolder.write(model, contents(GREEK), StorageType.FLOAT32, Map.of());
    edit("\"targetVocabularySize\" : 23", "\"targetVocabularySize\" : 24");
    refused("target.model: the target vocabulary has 23 pieces, but the model needs 24");
  }

  @Test
  void changedVocabularyIsRefusedBeforeItIsParsed() throws IOException {
    changeByte(model.resolve("vocabulary.model"), 0);
    refused("vocabulary.model was changed after it was written");
  }

  @Test
  void namesOfTensorsAreCheckedBeforeTheWeightsAreRead() throws IOException {
    Path file = model.resolve("weights.safetensors");
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Files.write(
        file, text.replace("output.bias", "output.bios").getBytes(StandardCharsets.ISO_8859_1));
    refused("weights.safetensors: the weights have no output.bias");
  }

  @Test
  void weightsAloneAreThoseOfTheFolder() throws IOException {
    Map<String, FloatTensor> weights =
        ModelFolder.readWeights(model.resolve("weights.safetensors"), contents(LATIN).config());
    assertThat(weights.keySet()).isEqualTo(contents(LATIN).weights().keySet());
    assertThat(weights.get("output.bias").values())
        .isEqualTo(contents(LATIN).weights().get("output.bias").values());
  }

  @Test
  void shapeAloneIsReadFromAFolderWhoseSwapWasCutOff() throws IOException {
    Files.move(model, parent.resolve(".model.123e4567-e89b-12d3-a456-426614174000.old"));
    assertThat(ModelFolder.readConfig(model)).isEqualTo(contents(LATIN).config());
  }

  @Test
  void provenanceNamesWhatHasNoValue() {
    Map<String, String> options = new HashMap<>();
    options.put("seed", null);
    assertThatThrownBy(
            () -> new Provenance(List.of(), 1, options, Map.of(), 0, 0, 0, Map.of(), "unused"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("options has no value for seed");
    assertThat(Provenance.unknown().notes()).isEmpty();
    assertThat(Provenance.unknown("by hand").notes()).isEqualTo("by hand");
  }

  @Test
  void fileOfTheLargestSizeIsRead() throws IOException {
    Path file = Files.writeString(parent.resolve("x"), "1234");
    assertThat(RegularFile.read(file, 4)).asString().isEqualTo("1234");
    assertThatThrownBy(() -> RegularFile.read(file, 3))
        .hasMessage(file + " has 4 bytes; at most 3 are read");
  }

  @Test
  void onlyLongValuesAreQuotedInPart() {
    assertThat(Abbreviated.text("9".repeat(100))).isEqualTo("9".repeat(100));
    assertThat(Abbreviated.text("9".repeat(101))).isEqualTo("9".repeat(100) + "...");
  }

  @Test
  void extraFileCannotBeNamedLikeTheManifest() {
    assertThatThrownBy(() -> write(Map.of("manifest.json", STATE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'manifest.json'");
  }

  @Test
  void extraFileCannotLeadOutOfTheFolder() {
    assertThatThrownBy(() -> write(Map.of("../x", STATE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'../x'");
  }

  @Test
  void folderOfOtherFilesIsNotReplaced() throws IOException {
    Path letters = Files.createDirectory(parent.resolve("letters"));
    Path letter = Files.writeString(letters.resolve("letter.txt"), "dear");
    assertThatThrownBy(
            () -> ModelFolder.write(letters, contents(LATIN), StorageType.FLOAT32, Map.of()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(letters.toString())
        .hasMessageContaining("is not replaced");
    assertThat(letter).hasContent("dear");
  }

  @Test
  void emptyFolderIsFilled() throws IOException {
    Path empty = Files.createDirectory(parent.resolve("empty"));
    ModelFolder.write(empty, contents(LATIN), StorageType.FLOAT16, Map.of());
    assertThat(ModelFolder.read(empty).weights().get("output.bias").values())
        .hasSize(Models.VOCABULARY);
  }

  private void write(Map<String, Safetensors> extra) throws IOException {
    ModelFolder.write(model, contents(LATIN), StorageType.FLOAT32, extra);
  }

  private void refused(String... messages) {
    assertThatThrownBy(() -> ModelFolder.read(model))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(model.toString())
        .hasMessageContainingAll(messages);
  }

  private static void changeByte(Path file, int index) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[index] ^= 1;
    Files.write(file, bytes);
  }

  private void edit(String from, String to) throws IOException {
    Path manifest = model.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  private static ModelContents contents(Vocabulary target) {
    Provenance provenance =
        new Provenance(
            List.of(),
            1,
            Map.of(),
            Map.of(),
            2,
            30,
            4.5,
            Map.of("perplexity", Double.POSITIVE_INFINITY, "bleu", Double.NaN),
            "");
    return new ModelContents(
        SmallModel.CONFIG, Models.weights(SmallModel.CONFIG), LATIN, target, provenance);
  }
}
