package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of a model that masks entities. */
class MaskingFormatTest {
  private static final MaskingConfig CONFIG =
      new MaskingConfig(1, "en", "fr", Set.of(EntityKind.TIME, EntityKind.LINK), 1);
  private static final Masking MASKING =
      new Masking(CONFIG, Lexicon.parse(List.of("chat\t4", "été\t3"), "the lexicon"));

  @TempDir private Path temporary;
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = temporary.resolve("model");
    ModelFolder.write(folder, contents(CONFIG.symbols(), MASKING), StorageType.FLOAT32, Map.of());
  }

  private static ModelContents contents(List<String> symbols, Masking masking) {
    Vocabulary vocabulary =
        BytePairTrainer.train(
            List.of("abcdefghijklmnopqr"),
            new VocabularyConfig(23 + symbols.size(), 1, false, symbols, 1));
    ModelConfig config =
        ModelConfig.builder(vocabulary.size(), vocabulary.size())
            .embeddingSize(4)
            .encoderSize(3)
            .decoderSize(3)
            .build();
    Map<String, FloatTensor> weights = Models.weights(config);
    return new ModelContents(
        config, weights, vocabulary, vocabulary, masking, null, Provenance.unknown());
  }

  @Test
  void readsWhatItWrote() throws IOException {
    ModelContents read = ModelFolder.read(folder);
    assertThat(read.masking().config()).isEqualTo(CONFIG);
    assertThat(read.masking().lexicon().lines()).containsExactly("chat\t4", "été\t3");
  }

  @Test
  void manifestStatesTheMaskingInAFixedOrder() throws IOException {
    String manifest = Files.readString(folder.resolve("manifest.json")).replaceAll("\\s", "");
    assertThat(manifest)
        .contains("\"formatVersion\":4")
        .contains(
            "\"masking\":{\"rules\":1,\"sourceLanguage\":\"en\",\"targetLanguage\":\"fr\","
                + "\"kinds\":[\"TIME\",\"LINK\"],\"symbolsPerKind\":1}");
  }

  @Test
  void modelWithoutMaskingHasNeitherLexiconNorVersionFour() throws IOException {
    Path other = temporary.resolve("other");
    ModelFolder.write(other, contents(List.of(), null), StorageType.FLOAT32, Map.of());
    assertThat(Files.readString(other.resolve("manifest.json")))
        .contains("\"formatVersion\" : 2")
        .doesNotContain("masking");
    assertThat(other.resolve("lexicon.txt")).doesNotExist();
    assertThat(ModelFolder.read(other).masking()).isNull();
  }

  @Test
  void maskingOfAnEarlierVersionIsDamage() throws IOException {
    edit("\"formatVersion\" : 4", "\"formatVersion\" : 3");
    refused("manifest.json is damaged: format version 3 has no 'masking'");
  }

  @Test
  void lexiconMustBeListed() throws IOException {
    edit("\"lexicon.txt\"", "\"other.txt\"");
    refused("manifest.json is damaged: its 'files' lack lexicon.txt");
  }

  @Test
  void changedLexiconIsRefused() throws IOException {
    Files.writeString(folder.resolve("lexicon.txt"), "chat\t5\nété\t3\n");
    refused("lexicon.txt was changed after it was written");
  }

  @Test
  void malformedLexiconIsRefusedWithItsLine() throws Exception {
    damageLexicon("chat\t4\nété 3\n".getBytes(StandardCharsets.UTF_8));
    refused("lexicon.txt", "line 2", "été 3");
  }

  @Test
  void lexiconThatIsNotUtf8IsRefused() throws Exception {
    damageLexicon(new byte[] {(byte) 0xE9, '\t', '3'});
    refused("lexicon.txt is damaged: it is not UTF-8");
  }

  /* With a manifest that lists the damaged file as it is. */
  private void damageLexicon(byte[] bytes) throws Exception {
    Path file = folder.resolve("lexicon.txt");
    String before = sha256(file);
    long size = Files.size(file);
    Files.write(file, bytes);
    edit(before, sha256(file));
    edit("\"bytes\" : " + size + ",", "\"bytes\" : " + bytes.length + ",");
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  void vocabularyMustHaveEverySymbol() throws IOException {
    edit("\"LINK\"", "\"LINK\", \"DATE\"");
    refused(
        "vocabulary.model lacks the user-defined symbol \u27E6DATE_1\u27E7, which the manifest's"
            + " 'masking' needs");
  }

  @Test
  void targetVocabularyMustHaveEverySymbolToo() throws IOException {
    ModelContents masked = contents(CONFIG.symbols(), MASKING);
    Vocabulary plain =
        BytePairTrainer.train(
            List.of("abcdefghijklmnopqrst"), new VocabularyConfig(25, 1, false, List.of(), 1));
    ModelFolder.write(
        folder,
        new ModelContents(
            masked.config(),
            masked.weights(),
            masked.source(),
            plain,
            MASKING,
            null,
            Provenance.unknown()),
        StorageType.FLOAT32,
        Map.of());
    refused("target.model lacks the user-defined symbol \u27E6TIME_1\u27E7");
  }

  @Test
  void unknownKindIsRefused() throws IOException {
    edit("\"LINK\"", "\"SMILE\"");
    refused("manifest.json is damaged in 'masking'", "SMILE");
  }

  @Test
  void languageThatIsNoTagIsRefused() throws IOException {
    edit("\"fr\"", "\"f r\"");
    refused("manifest.json is damaged in 'masking'", "targetLanguage is f r");
  }

  @Test
  void maskingMustBeAnObject() throws IOException {
    String manifest = Files.readString(folder.resolve("manifest.json"));
    Files.writeString(
        folder.resolve("manifest.json"),
        manifest.replaceAll("(?s)\"masking\" : \\{.*?\\}", "\"masking\" : []"));
    refused("manifest.json is damaged: it lacks 'masking'");
  }

  private void edit(String from, String to) throws IOException {
    Path manifest = folder.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  private void refused(String... messages) {
    assertThatThrownBy(() -> ModelFolder.read(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll(messages);
  }
}
