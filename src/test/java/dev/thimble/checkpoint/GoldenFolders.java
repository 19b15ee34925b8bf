package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.model.CellType;
import dev.thimble.model.ComputeType;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Models;
import dev.thimble.search.Constraints;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.Translation;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.ModelBytes;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The committed model folders: {@code golden}, one for each format version and storage type that it
 * has, with their expected translations, and {@code malformed}, each with the message of its
 * refusal.
 *
 * <p>{@link #main} writes them all again:
 *
 * <pre>
 * mvn -q test-compile exec:exec -Dexec.executable=java -Dexec.classpathScope=test \
 *   -Dexec.args="-Dai.djl.offline=true -cp %classpath dev.thimble.checkpoint.GoldenFolders"
 * </pre>
 *
 * <p>For a new format version, add to {@link #ADDED} the names that it adds to the manifest's
 * {@code model}, with the values that read the same as an earlier version's. Folders of earlier
 * versions must not change.
 */
final class GoldenFolders {
  static final Path ROOT = Path.of("src", "test", "resources", "dev", "thimble", "checkpoint");
  static final Path GOLDEN = ROOT.resolve("golden");
  static final Path MALFORMED = ROOT.resolve("malformed");
  static final String EXPECTED = "expected.json";
  static final String MESSAGE = "message.txt";

  /** Names that each version added to the manifest's {@code model}. */
  private static final Map<Integer, List<String>> ADDED =
      Map.of(
          2,
          List.of("scaledEmbeddings"),
          3,
          List.of("layerNorm", "residual"),
          4,
          List.of(),
          5,
          List.of(),
          6,
          List.of("contextPooling"),
          7,
          List.of(),
          8,
          List.of(),
          9,
          List.of("bridgeFromTop"));

  /** Of format version 4: each word but one is copied by a symbol. */
  private static final Masking MASKING =
      new Masking(
          new MaskingConfig(
              1, "en", "fr", Set.of(EntityKind.TERM_VOWEL, EntityKind.TERM_CONSONANT), 1),
          Lexicon.parse(List.of("abc\t9"), "the lexicon"));

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private static final int TEXTS = 4;
  private static final int SIZE_WITH_SYMBOLS = Models.VOCABULARY + 2;

  private GoldenFolders() {}

  /** One expected translation; {@code score} and {@code ids} are those of float32. */
  record Expected(String source, String text, List<Integer> ids, double score) {}

  /** Options of the expected translations: greedy search, in which no piece occurs twice. */
  static TranslationOptions options() {
    return TranslationOptions.builder()
        .beamSize(1)
        .constraints(Constraints.defaults().withNoRepeatNgram(1))
        .maxLength(1, 3)
        .build();
  }

  /** Writes all folders. */
  public static void main(String[] arguments) throws IOException {
    for (int version = 1; version <= ModelFolder.FORMAT_VERSION; version++) {
      for (StorageType type : types(version)) {
        Path folder = Files.createDirectories(GOLDEN.resolve(name(version, type)));
        write(folder, version, type);
        Files.deleteIfExists(folder.resolve(EXPECTED));
        JSON.writeValue(folder.resolve(EXPECTED).toFile(), expected(folder));
      }
    }
    writeMalformed();
    System.exit(0); // native threads may still run
  }

  /** The types of the folders of a version; INT8 came with version 7. */
  static List<StorageType> types(int version) {
    return switch (version) {
      case 1, 2, 3, 4, 5, 6 -> List.of(StorageType.FLOAT32, StorageType.FLOAT16);
      case 7 -> List.of(StorageType.INT8);
      default -> List.of(StorageType.values());
    };
  }

  private static String name(int version, StorageType type) {
    return "format-" + version + "-" + type.name().toLowerCase(Locale.ROOT);
  }

  /* Version 1 has a GRU and one vocabulary, later ones an LSTM and two, version 3 also what it added,
   * version 4 masking, version 5 peepholes instead, 6 and 7 a pooled context vector, 8 attentive
   * pooling and a gate, and 9 a deeper encoder. */
  private static void write(Path folder, int version, StorageType type) throws IOException {
    Masking masking = version == 4 ? MASKING : null;
    Vocabulary source = vocabulary("abcdefghijklmnopqr", masking);
    Vocabulary target = version == 1 ? source : vocabulary("ABCDEFGHIJKLMNOPQR", masking);
    ModelConfig config = config(version);
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    Models.weights(config).forEach((name, weight) -> weights.put(name, scaled(weight, 4)));
    ModelContents contents =
        new ModelContents(
            config,
            weights,
            source,
            target,
            masking,
            null,
            Provenance.unknown("random weights, for tests"));
    ModelFolder.write(folder, contents, type, Map.of());
    Path manifest = folder.resolve(ModelFolder.MANIFEST);
    ObjectNode root = (ObjectNode) JSON.readTree(manifest.toFile());
    root.put("formatVersion", version);
    for (int later = version + 1; later <= ModelFolder.FORMAT_VERSION; later++) {
      ((ObjectNode) root.path("model")).remove(ADDED.get(later));
    }
    JSON.writeValue(manifest.toFile(), root);
  }

  private static ModelConfig config(int version) {
    return switch (version) {
      case 1 -> Models.config(CellType.GRU, true, 1);
      case 2 -> Models.config(CellType.LSTM, true, 1);
      case 3 ->
          Models.config(CellType.LSTM, true, 2).toBuilder().layerNorm(true).residual(true).build();
      case 4 ->
          ModelConfig.builder(SIZE_WITH_SYMBOLS, SIZE_WITH_SYMBOLS)
              .embeddingSize(5)
              .encoderSize(6)
              .decoderSize(6)
              .build();
      case 5 -> Models.config(CellType.LSTM_PEEPHOLE, true, 1);
      case 8 -> Models.attentive(Models.config(CellType.LSTM, true, 1));
      case 9 -> Models.layers(3, 2);
      default -> Models.pooled(Models.config(CellType.LSTM, true, 1));
    };
  }

  /* Without its table of normalization rules, which takes 235 KB. */
  private static Vocabulary vocabulary(String letters, @Nullable Masking masking)
      throws IOException {
    Vocabulary trained =
        masking == null
            ? SmallModel.vocabulary(letters)
            : BytePairTrainer.train(
                List.of(letters),
                new VocabularyConfig(SIZE_WITH_SYMBOLS, 1, false, masking.config().symbols(), 1));
    ModelBytes model = ModelBytes.of(trained.toBytes());
    ModelBytes normalizer = ModelBytes.of(model.content(3));
    return Vocabulary.parse(
        model.with(3, normalizer.without(2).toBytes()).toBytes(), "the vocabulary");
  }

  /* Large weights make probabilities that rounding does not bring into another order. */
  private static FloatTensor scaled(FloatTensor weight, float factor) {
    float[] values = weight.values().clone();
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
    return new FloatTensor(weight.shape(), values);
  }

  /* Only texts whose translation is the same in every compute type, so that no machine's rounding
   * can change it. */
  private static List<Expected> expected(Path folder) throws IOException {
    List<String> sources = sources(ModelFolder.read(folder).masking() == null ? "" : "abc ");
    Map<ComputeType, List<Translation>> found = new LinkedHashMap<>();
    Vocabulary target = ModelFolder.read(folder).target();
    for (ComputeType type : computeTypes()) {
      try (Translator translator = load(folder, type)) {
        found.put(type, translator.translateAll(sources));
      }
    }
    List<Expected> expected =
        IntStream.range(0, sources.size())
            .filter(
                i -> found.values().stream().map(all -> all.get(i).text()).distinct().count() == 1)
            .mapToObj(
                i -> {
                  Translation exact = found.get(ComputeType.FLOAT32).get(i);
                  List<Integer> ids = exact.pieces().stream().map(target::id).toList();
                  return new Expected(sources.get(i), exact.text(), ids, exact.score());
                })
            .limit(TEXTS)
            .toList();
    if (expected.size() < TEXTS) {
      throw new IllegalStateException(folder + " has only " + expected.size() + " stable texts");
    }
    return expected;
  }

  private static List<String> sources(String before) {
    Random random = new Random(5);
    return IntStream.range(0, 200)
        .mapToObj(
            i ->
                before
                    + random
                        .ints(2 + i % 5, 'a', 'r' + 1)
                        .mapToObj(Character::toString)
                        .collect(Collectors.joining()))
        .toList();
  }

  /** The types that this machine can compute in. */
  static List<ComputeType> computeTypes() {
    return Arrays.stream(ComputeType.values())
        .filter(type -> type != ComputeType.AUTO)
        .filter(type -> type != ComputeType.INT8 || type.supported())
        .toList();
  }

  /** Loads a folder as a translator with {@link #options}. */
  static Translator load(Path folder, ComputeType type) throws IOException {
    return Translator.load(
        LoadConfig.of(folder).withComputeType(type), options(), ServingConfig.defaults());
  }

  private interface Damage {
    void to(Path folder) throws IOException;
  }

  private static void writeMalformed() throws IOException {
    malformed("later-version", folder -> edit(folder, "(\"formatVersion\" : )1", "$19999"));
    malformed("other-program", folder -> edit(folder, "thimble-model", "other-model"));
    malformed("manifest-cut-short", folder -> edit(folder, "(?s)\"files\".*", "\"fil"));
    malformed("unknown-cell", folder -> edit(folder, "\"GRU\"", "\"QRNN\""));
    malformed("two-sizes", folder -> edit(folder, "(\"sourceVocabularySize\" : )23", "$124"));
    malformed(
        "outside-the-folder",
        folder -> edit(folder, "\"vocabulary.model\" : ", "\"../x\" : {}, $0"));
    malformed("no-vocabulary", folder -> Files.delete(folder.resolve("vocabulary.model")));
    malformed(
        "weights-cut-short",
        folder -> weights(folder, bytes -> Arrays.copyOf(bytes, bytes.length - 4)));
    malformed("weights-changed", folder -> weights(folder, GoldenFolders::withLastBitChanged));
  }

  /* A copy of the smallest golden folder, damaged, with the message of its refusal. */
  private static void malformed(String name, Damage damage) throws IOException {
    Path whole = GOLDEN.resolve(name(1, StorageType.FLOAT16));
    Path folder = Files.createDirectories(MALFORMED.resolve(name));
    Files.deleteIfExists(folder.resolve(MESSAGE));
    for (String file : List.of("manifest.json", "weights.safetensors", "vocabulary.model")) {
      Files.write(folder.resolve(file), Files.readAllBytes(whole.resolve(file)));
    }
    damage.to(folder);
    Files.writeString(folder.resolve(MESSAGE), refusal(folder) + "\n");
  }

  /** The message of a folder's refusal, without its path and the latest version. */
  static String refusal(Path folder) throws IOException {
    try {
      ModelFolder.read(folder);
      return "none";
    } catch (CheckpointException e) {
      return e.getMessage()
          .replace(folder.toString(), "FOLDER")
          .replace('\\', '/')
          .replace("up to " + ModelFolder.FORMAT_VERSION, "up to VERSION");
    }
  }

  private static void edit(Path folder, String pattern, String replacement) throws IOException {
    Path manifest = folder.resolve(ModelFolder.MANIFEST);
    String text = Files.readString(manifest);
    String edited = text.replaceFirst(pattern, replacement);
    if (edited.equals(text)) {
      throw new IllegalStateException(pattern + " does not occur in " + manifest);
    }
    Files.writeString(manifest, edited);
  }

  private static void weights(Path folder, UnaryOperator<byte[]> change) throws IOException {
    Path file = folder.resolve(ModelFolder.WEIGHTS);
    Files.write(file, change.apply(Files.readAllBytes(file)));
  }

  private static byte[] withLastBitChanged(byte[] bytes) {
    bytes[bytes.length - 1] ^= 1;
    return bytes;
  }
}
