package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.model.CellType;
import dev.thimble.model.ContextFeed;
import dev.thimble.model.ContextPooling;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointTest {
  private static final FloatTensor WEIGHT =
      new FloatTensor(new long[] {2, 2}, new float[] {1, -2.5f, 0, 3});

  @TempDir private Path folder;

  @Test
  void folderIsReadAsItWasWritten() throws IOException {
    Path path = write("model");
    ModelContents read = ModelFolder.read(path);
    assertThat(read.config()).isEqualTo(SmallModel.CONFIG);
    assertThat(read.weights().get("output.bias").values())
        .isEqualTo(Models.weights(SmallModel.CONFIG).get("output.bias").values());
    assertThat(read.source().sha256()).isEqualTo(SmallModel.LATIN.sha256());
    assertThat(read.sharesVocabulary()).isTrue();
    assertThat(read.provenance().notes()).isEqualTo("by hand");
    assertThat(read.provenance().scores()).containsEntry("bleu", 12.5);
    assertThat(read.provenance().data().get(0).lines()).isEqualTo(7);
  }

  @Test
  void newFolderReplacesTheOldOneAsAWhole() throws IOException {
    Path path = write("model");
    Files.writeString(path.resolve("stray"), "x");
    write("model");
    assertThat(path.resolve("stray")).doesNotExist();
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void interruptedSwapIsUndone() throws IOException {
    Path path = write("model");
    Files.move(path, folder.resolve(".model.123e4567-e89b-12d3-a456-426614174000.old"));
    Files.createDirectory(folder.resolve(".model.123e4567-e89b-12d3-a456-426614174000.new"));
    assertThat(ModelFolder.read(path).config()).isEqualTo(SmallModel.CONFIG);
  }

  @Test
  void failedWriteKeepsTheOldFolder() throws IOException {
    Path path = write("model");
    FloatTensor huge = new FloatTensor(new long[] {1}, new float[] {1e6f});
    ModelContents contents = SmallModel.contents().with(Map.of("w", huge), Provenance.unknown());
    assertThatThrownBy(() -> ModelFolder.write(path, contents, StorageType.FLOAT16, Map.of()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("w holds 1000000.0");
    assertThat(ModelFolder.read(path).provenance().notes()).isEqualTo("by hand");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(path);
    }
  }

  @Test
  void missingFolderAndMissingManifestAreRefused() throws IOException {
    refused(folder.resolve("none"), "there is no such folder");
    refused(Files.createDirectory(folder.resolve("empty")), "no manifest.json");
  }

  @Test
  void truncatedWeightsAreRefused() throws IOException {
    Path path = write("model");
    Path weights = path.resolve("weights.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length - 4));
    refused(path, "weights.safetensors has " + (whole.length - 4) + " bytes");
  }

  @Test
  void changedWeightsAreRefused() throws IOException {
    Path path = write("model");
    Path weights = path.resolve("weights.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    whole[whole.length - 1] ^= 1;
    Files.write(weights, whole);
    refused(path, "weights.safetensors was changed");
  }

  @Test
  void missingFileIsRefused() throws IOException {
    Path path = write("model");
    Files.delete(path.resolve("vocabulary.model"));
    refused(path, "vocabulary.model is missing");
  }

  @Test
  void laterFormatIsRefusedWithAdvice() throws IOException {
    Path path = write("model");
    edit(path, "\"formatVersion\" : 2", "\"formatVersion\" : 10");
    refused(path, "format version 10; this Thimble reads up to 9. Use a newer Thimble");
  }

  @Test
  void firstFormatHasNoScaledEmbeddings() throws IOException {
    Path path = write("model");
    assertThat(ModelFolder.read(path).config().scaledEmbeddings()).isTrue();
    edit(path, "\"formatVersion\" : 2", "\"formatVersion\" : 1");
    edit(path, ",\n    \"scaledEmbeddings\" : true", "");
    assertThat(ModelFolder.read(path).config().scaledEmbeddings()).isFalse();
  }

  @Test
  void modelWithoutElementsOfTheThirdFormatIsWrittenInTheSecond() throws IOException {
    String manifest = Files.readString(write("model").resolve("manifest.json"));
    assertThat(manifest).contains("\"formatVersion\" : 2").doesNotContain("layerNorm", "residual");
  }

  @Test
  void layerNormAndResidualComeBackFromTheThirdFormat() throws IOException {
    assertThatShapeComesBack(
        SmallModel.CONFIG.toBuilder().decoderLayers(2).layerNorm(true).residual(true).build(), 3);
    refused(folder.resolve("shape"), "format version 2 has no '");
  }

  @ParameterizedTest
  @EnumSource(names = {"GRU_RESET_BEFORE", "LSTM_PEEPHOLE"})
  void cellsOfTheFifthFormatComeBackFromIt(CellType cell) throws IOException {
    assertThatShapeComesBack(SmallModel.CONFIG.toBuilder().cell(cell).build(), 5);
    refused(folder.resolve("shape"), "format version 4 has no '" + cell + "'");
  }

  @Test
  void attentivePoolingAndGatesComeBackFromTheEighthFormat() throws IOException {
    ModelConfig.Builder shape = Models.attentive(SmallModel.CONFIG).toBuilder();
    assertThatShapeComesBack(shape.contextFeed(ContextFeed.EVERY_STEP).build(), 8);
    refused(folder.resolve("shape"), "format version 7 has no context pooling 'ATTENTIVE'");
    shape.contextPooling(ContextPooling.LAST).contextFeed(ContextFeed.GATED);
    assertThatShapeComesBack(shape.build(), 8);
    refused(
        folder.resolve("shape"),
        "format version 7 has no context pooling 'LAST' with feed 'GATED'");
  }

  @Test
  void deeperEncodersComeBackFromTheNinthFormatAndThoseOfEarlierVersionsFromTheirs()
      throws IOException {
    ModelConfig.Builder shape = SmallModel.CONFIG.toBuilder().encoderLayers(2);
    assertThatShapeComesBack(shape.build(), 9);
    refused(folder.resolve("shape"), "format version 8 has no 'bridgeFromTop'");
    assertThatShapeComesBack(shape.bridgeFromTop(false).build(), 2);
  }

  @Test
  void pooledContextComesBackFromTheSixthFormat() throws IOException {
    assertThatShapeComesBack(Models.pooled(SmallModel.CONFIG), 6);
    refused(folder.resolve("shape"), "format version 5 has no 'contextPooling'");
  }

  @Test
  void languageModelComesBackFromTheFifthFormat() throws IOException {
    assertThatShapeComesBack(Models.languageModel(), 5);
    Path path = folder.resolve("shape");
    assertThat(Files.readString(path.resolve("manifest.json"))).contains("\"encoderLayers\" : 0");
    refused(path, "format version 4 has no language models");
  }

  /* Leaves a folder whose manifest states the version before. */
  private void assertThatShapeComesBack(ModelConfig config, int version) throws IOException {
    ModelContents contents =
        new ModelContents(
            config,
            Models.weights(config),
            SmallModel.LATIN,
            SmallModel.LATIN,
            Provenance.unknown());
    Path path = folder.resolve("shape");
    ModelFolder.write(path, contents, StorageType.FLOAT32, Map.of());
    String stated = "\"formatVersion\" : ";
    assertThat(Files.readString(path.resolve("manifest.json"))).contains(stated + version);
    assertThat(ModelFolder.read(path).config()).isEqualTo(config);
    edit(path, stated + version, stated + (version - 1));
  }

  @Test
  void manifestsOfOtherProgramsAndDamagedOnesAreRefused() throws IOException {
    Path path = write("model");
    edit(path, "thimble-model", "other-model");
    refused(path, "not a Thimble manifest");
    Files.writeString(path.resolve("manifest.json"), "{\"kind\"");
    refused(path, "truncated or not JSON");
  }

  @Test
  void unknownCellIsRefused() throws IOException {
    Path path = write("model");
    edit(path, "\"GRU\"", "\"QRNN\"");
    refused(path, "manifest.json is damaged");
  }

  @Test
  void weightsOfAnotherShapeAreRefused() throws IOException {
    Path path = write("model");
    edit(path, "\"embeddingSize\" : 7", "\"embeddingSize\" : 8");
    refused(path, "weights.safetensors: encoder.embedding.weight has shape [23, 7]");
  }

  @Test
  void vocabularyOfAnotherSizeIsRefused() throws IOException {
    Path path = write("model");
    edit(path, "\"sourceVocabularySize\" : 23", "\"sourceVocabularySize\" : 24");
    refused(path, "the source vocabulary has 23 pieces, but the model needs 24");
  }

  @Test
  void everyHalfFloatSurvivesTheConversion() {
    for (int bits = 0; bits < 1 << 16; bits++) {
      float value = HalfFloat.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertThat(HalfFloat.fromFloat(value)).isEqualTo((short) bits);
      }
    }
  }

  @Test
  void halfFloatsRoundToNearestTiesToEven() {
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(1 + 0x1p-11f))).isEqualTo(1f);
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(1 + 0x1.8p-10f))).isEqualTo(1 + 0x1p-9f);
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(0x1p-25f))).isZero();
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(65520f))).isInfinite();
    assertThat(HalfFloat.toFloat(HalfFloat.fromFloat(Float.NaN))).isNaN();
  }

  @Test
  void tensorsAreReadBackInBothFloatTypes() throws IOException {
    for (StorageType type : List.of(StorageType.FLOAT32, StorageType.FLOAT16)) {
      Path file = folder.resolve(type + ".safetensors");
      save(file, new Safetensors(Map.of("w", WEIGHT), Map.of("k", "v")), type);
      Safetensors read = Safetensors.read(file, header -> {});
      assertThat(read.tensors().get("w").shape()).containsExactly(2, 2);
      assertThat(read.tensors().get("w").values()).containsExactly(1, -2.5f, 0, 3);
      assertThat(read.metadata()).containsEntry("k", "v");
    }
  }

  @Test
  void malformedTensorFilesAreRefusedWithTheFault() throws IOException {
    malformed(new byte[3], "truncated");
    malformed(new byte[] {-1, -1, -1, -1, -1, -1, -1, 1}, "not a safetensors file");
    malformed(headed("{\"w\":"), "not JSON");
    malformed(headed(tensor("F64", "[1]", "[0,4]")), "type F64; F32, F16 and I8 are supported");
    malformed(headed(tensor("F32", "[1]", "[4,8]")), "starts at byte 4");
    malformed(headed(tensor("F32", "[2]", "[0,4]")), "needs 8 bytes, but its data_offsets span 4");
    malformed(headed(tensor("F32", "[-1]", "[0,4]")), "impossible shape");
    malformed(headed(tensor("F32", "[2]", "[0,8]")), "truncated at 4");
    malformed(headed("{}"), "its tensors end at byte 0, but it has 4 bytes");
  }

  @Test
  void tensorNeedsTheNumberOfValuesOfItsShape() {
    assertThatThrownBy(() -> new FloatTensor(new long[] {2, 3}, new float[5]))
        .hasMessageContaining("6 values, not 5");
  }

  private void malformed(byte[] bytes, String message) throws IOException {
    Path file = Files.write(folder.resolve("x.safetensors"), bytes);
    assertThatThrownBy(() -> Safetensors.read(file, header -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("x.safetensors")
        .hasMessageContaining(message);
  }

  private static String tensor(String type, String shape, String place) {
    return String.format(
        Locale.ROOT,
        "{\"w\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":%s}}",
        type,
        shape,
        place);
  }

  /* The bytes of a file with the given header and four bytes of values. */
  private static byte[] headed(String json) {
    byte[] header = json.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[8 + header.length + 4];
    bytes[0] = (byte) header.length;
    System.arraycopy(header, 0, bytes, 8, header.length);
    return bytes;
  }

  private static void save(Path file, Safetensors tensors, StorageType type) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      tensors.writeTo(out, type);
    }
  }

  private static void refused(Path path, String message) {
    assertThatThrownBy(() -> ModelFolder.read(path))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(message);
  }

  private static void edit(Path path, String from, String to) throws IOException {
    Path manifest = path.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  private Path write(String name) throws IOException {
    Path path = folder.resolve(name);
    ModelFolder.write(path, SmallModel.contents(), StorageType.FLOAT32, Map.of());
    return path;
  }
}
