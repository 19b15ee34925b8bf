package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.thimble.integrity.AtomicFile;
import dev.thimble.model.FloatTensor;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.SpecialTokens;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes model folders; the description of this package specifies the format. Stateless
 * and thread-safe: of several writers of a folder the last one wins, and others may read it
 * meanwhile.
 */
public final class ModelFolder {
  /**
   * The latest format version that can be read. A model is written in the earliest version that can
   * hold it.
   */
  public static final int FORMAT_VERSION = FormatVersion.LATEST;

  static final String MANIFEST = "manifest.json";
  static final String WEIGHTS = "weights.safetensors";
  private static final String SHARED = "vocabulary.model";
  private static final String SOURCE = "source.model";
  private static final String TARGET = "target.model";
  private static final Set<String> RESERVED =
      Set.of(MANIFEST, WEIGHTS, SHARED, SOURCE, TARGET, MaskingFormat.LEXICON);
  private static final String CALIBRATION = "calibration";
  private static final String CHANNEL_CALIBRATION = "channelCalibration";
  private static final int ATTEMPTS = 3;
  private static final int MAX_VOCABULARY = 64 << 20; // bytes; a piece takes about 20

  private ModelFolder() {}

  /**
   * Writes a folder as a whole, or throws and leaves an existing folder unchanged.
   *
   * @param folder to write; an existing model folder is replaced
   * @param contents the model
   * @param type number type of the weights
   * @param extra further files by name, always float32, such as the state of a training run
   * @throws CheckpointException if {@code folder} exists and is neither empty nor a model folder,
   *     or if a weight is not finite or is too large for {@code type}
   * @throws IllegalArgumentException if the name of an extra file is reserved or not a plain file
   *     name
   * @throws IOException if a file cannot be written
   */
  public static void write(
      Path folder, ModelContents contents, StorageType type, Map<String, Safetensors> extra)
      throws IOException {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(contents, "contents");
    Objects.requireNonNull(type, "type");
    for (String name : Objects.requireNonNull(extra, "extra").keySet()) {
      if (RESERVED.contains(name) || !FileList.isPlain(name)) {
        throw new IllegalArgumentException(
            "an extra file of a model folder cannot be named '" + name + "'");
      }
    }
    FolderSwap swap = new FolderSwap(folder);
    swap.recover();
    refuseToReplaceOthers(folder);
    Path building = swap.begin();
    try {
      save(building.resolve(WEIGHTS), new Safetensors(contents.weights(), Map.of()), type);
      for (Map.Entry<String, Safetensors> file : extra.entrySet()) {
        save(building.resolve(file.getKey()), file.getValue(), StorageType.FLOAT32);
      }
      if (contents.sharesVocabulary()) {
        Files.write(building.resolve(SHARED), contents.source().toBytes());
      } else {
        Files.write(building.resolve(SOURCE), contents.source().toBytes());
        Files.write(building.resolve(TARGET), contents.target().toBytes());
      }
      if (contents.masking() != null) {
        MaskingFormat.writeLexicon(building, contents.masking());
      }
      Files.write(building.resolve(MANIFEST), manifest(building, contents, type));
      swap.commit();
    } catch (IOException | RuntimeException | Error e) {
      try {
        swap.abandon();
      } catch (IOException second) {
        e.addSuppressed(second);
      }
      throw e;
    }
  }

  /**
   * Reads a folder in any file system, or a zip file of a folder. First restores its name if a
   * killed writer left it under a temporary one.
   *
   * @param folder a model folder or a zip file of one
   * @return the model, checked completely
   * @throws CheckpointException if a file is missing, truncated, malformed, changed, of a later
   *     format version, or does not fit the others; the message names the file
   * @throws IOException if a file cannot be read
   */
  public static ModelContents read(Path folder) throws IOException {
    if (Files.isRegularFile(Objects.requireNonNull(folder, "folder"))) {
      try (ModelLocation zip = ModelLocation.of(folder)) {
        return read(zip.folder());
      } catch (CheckpointException e) {
        throw e.at(folder.toString());
      }
    }
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      FolderSwap.recover(folder);
      byte[] before = manifestBytes(folder);
      try {
        ModelContents contents = readOnce(folder);
        if (Arrays.equals(before, manifestBytes(folder))) {
          return contents;
        }
      } catch (CheckpointException | NoSuchFileException e) {
        // if the folder was replaced meanwhile, files of two models were mixed: try again
        if (Arrays.equals(before, manifestBytes(folder))) {
          throw e;
        }
      }
    }
    throw new CheckpointException(
        String.format(
            Locale.ROOT,
            "%s was replaced %d times while it was read; try again when its writer has finished",
            folder,
            ATTEMPTS));
  }

  /**
   * Replaces the calibration of a model folder and nothing else.
   *
   * @param folder a model folder
   * @param calibration to put into the manifest
   * @throws CheckpointException if the manifest is missing, damaged or of a later format version
   * @throws IOException if the manifest cannot be read or written
   */
  public static void calibrate(Path folder, Calibration calibration) throws IOException {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(calibration, "calibration");
    replace(folder, CALIBRATION, calibration);
  }

  /**
   * Replaces the calibration of a model folder for a channel and nothing else.
   *
   * @param folder a model folder
   * @param calibration to put into the manifest
   * @throws CheckpointException if the manifest is missing, damaged or of a later format version
   * @throws IOException if the manifest cannot be read or written
   */
  public static void calibrate(Path folder, ChannelCalibration calibration) throws IOException {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(calibration, "calibration");
    replace(folder, CHANNEL_CALIBRATION, calibration);
  }

  private static void replace(Path folder, String name, Record part) throws IOException {
    FolderSwap.recover(folder);
    Manifest.read(folder); // refuses what is not a manifest
    Path file = folder.resolve(MANIFEST);
    ObjectNode root = (ObjectNode) Manifest.JSON.readTree(Manifest.bytes(folder));
    root.set(name, Manifest.JSON.valueToTree(part));
    byte[] bytes = Manifest.JSON.writeValueAsBytes(root);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /**
   * Reads only the model's configuration from the manifest. The other files are not checked.
   *
   * @param folder a model folder
   * @return the shape of the network
   * @throws CheckpointException if the manifest is missing, damaged or of a later format version
   * @throws IOException if the manifest cannot be read
   */
  public static ModelConfig readConfig(Path folder) throws IOException {
    return ManifestSummary.read(folder).config();
  }

  private static byte[] manifestBytes(Path folder) throws IOException {
    try {
      return Manifest.bytes(folder);
    } catch (NoSuchFileException e) {
      return new byte[0];
    }
  }

  /* Checks names, sizes and shapes before it reads files, so that no file can demand large memory. */
  private static ModelContents readOnce(Path folder) throws IOException {
    JsonNode manifest = Manifest.read(folder);
    JsonNode files = manifest.path("files");
    boolean shared = files.has(SHARED);
    Path sourceFile = folder.resolve(shared ? SHARED : SOURCE);
    Path targetFile = folder.resolve(shared ? SHARED : TARGET);
    Path file = folder.resolve(MANIFEST);
    MaskingConfig maskingConfig =
        Manifest.optionalPart(file, manifest, MaskingFormat.NAME, MaskingConfig.class);
    FileList list = FileList.of(folder, files, needed(shared, maskingConfig != null));
    ModelConfig config = Manifest.part(file, manifest, "model", ModelConfig.class);
    Provenance provenance = Manifest.part(file, manifest, "provenance", Provenance.class);
    Calibration calibration = Manifest.optionalPart(file, manifest, CALIBRATION, Calibration.class);
    ChannelCalibration channelCalibration =
        Manifest.optionalPart(file, manifest, CHANNEL_CALIBRATION, ChannelCalibration.class);
    Vocabulary source = vocabulary(list, sourceFile);
    Vocabulary target = shared ? source : vocabulary(list, targetFile);
    fits(sourceFile, "source", config.sourceVocabularySize(), source);
    fits(targetFile, "target", config.targetVocabularySize(), target);
    sameSpecialTokens(sourceFile, config.specialTokens(), source);
    sameSpecialTokens(targetFile, config.specialTokens(), target);
    Masking masking = null;
    if (maskingConfig != null) {
      MaskingFormat.checkSymbols(sourceFile, maskingConfig, source);
      MaskingFormat.checkSymbols(targetFile, maskingConfig, target);
      masking = MaskingFormat.read(folder, maskingConfig, list);
    }
    Path weights = folder.resolve(WEIGHTS);
    checkShapes(weights, config, Safetensors.readHeader(weights));
    list.verifyAll();
    Safetensors tensors = Safetensors.read(weights, header -> checkShapes(weights, config, header));
    return new ModelContents(
        config,
        tensors.tensors(),
        source,
        target,
        masking,
        calibration,
        channelCalibration,
        provenance);
  }

  private static List<String> needed(boolean shared, boolean masks) {
    List<String> names = new ArrayList<>(List.of(WEIGHTS));
    names.addAll(shared ? List.of(SHARED) : List.of(SOURCE, TARGET));
    if (masks) {
      names.add(MaskingFormat.LEXICON);
    }
    return names;
  }

  /**
   * Reads the weights of a model from a safetensors file, which another program may have written.
   *
   * @param file in safetensors format
   * @param config configuration that decides names and shapes
   * @return the weights by their torch names
   * @throws CheckpointException if the file is malformed, or if names or shapes of its tensors are
   *     not those of {@code config}; this is checked before memory for values is allocated
   * @throws IOException if the file cannot be read
   */
  public static Map<String, FloatTensor> readWeights(Path file, ModelConfig config)
      throws IOException {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(config, "config");
    return Safetensors.read(file, header -> checkShapes(file, config, header)).tensors();
  }

  private static void checkShapes(Path file, ModelConfig config, Safetensors.Header header) {
    try {
      Seq2SeqModel.check(config, header.shapes());
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(file + ": " + Abbreviated.firstLine(e), e);
    }
  }

  /* The earliest version that can hold the model, so that earlier versions of Thimble can read it. */
  private static ObjectNode manifest(
      ModelConfig config, @Nullable Masking masking, StorageType type) {
    ObjectNode model = Manifest.JSON.valueToTree(config);
    int version = FormatVersion.of(config, masking, type);
    FormatVersion.removeLaterNames(model, version);
    ObjectNode root = Manifest.JSON.createObjectNode();
    root.put("kind", Manifest.KIND).put("formatVersion", version).set("model", model);
    if (masking != null) {
      root.set(MaskingFormat.NAME, MaskingFormat.toJson(Manifest.JSON, masking.config()));
    }
    return root;
  }

  private static byte[] manifest(Path building, ModelContents contents, StorageType type)
      throws IOException {
    ObjectNode root = manifest(contents.config(), contents.masking(), type);
    FileList.write(building, root.putObject("files"));
    if (contents.calibration() != null) {
      root.set(CALIBRATION, Manifest.JSON.valueToTree(contents.calibration()));
    }
    if (contents.channelCalibration() != null) {
      root.set(CHANNEL_CALIBRATION, Manifest.JSON.valueToTree(contents.channelCalibration()));
    }
    root.set("provenance", Manifest.JSON.valueToTree(contents.provenance()));
    return Manifest.JSON.writeValueAsBytes(root);
  }

  /* A mistyped path must not delete a folder of other files. */
  private static void refuseToReplaceOthers(Path folder) throws IOException {
    if (!Files.exists(folder) || Files.isRegularFile(folder.resolve(MANIFEST))) {
      return;
    }
    if (Files.isDirectory(folder)) {
      try (Stream<Path> inside = Files.list(folder)) {
        if (inside.findAny().isEmpty()) {
          return;
        }
      }
    }
    throw new CheckpointException(
        folder + " exists and is not a model folder, so it is not replaced; name a new folder");
  }

  private static Vocabulary vocabulary(FileList list, Path file) throws IOException {
    byte[] bytes = RegularFile.read(file, MAX_VOCABULARY);
    list.verify(file.getFileName().toString());
    try {
      return Vocabulary.parse(bytes, file.toString());
    } catch (VocabularyException e) {
      throw new CheckpointException(e.getMessage(), e);
    }
  }

  private static void fits(Path file, String side, int size, Vocabulary vocabulary) {
    if (vocabulary.size() != size) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s: the %s vocabulary has %d pieces, but the model needs %d",
              file,
              side,
              vocabulary.size(),
              size));
    }
  }

  private static void sameSpecialTokens(Path file, SpecialTokens expected, Vocabulary vocabulary) {
    if (!vocabulary.specialTokens().equals(expected)) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "%s has %s, but the model needs %s",
              file,
              vocabulary.specialTokens(),
              expected));
    }
  }

  private static void save(Path file, Safetensors tensors, StorageType type) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      tensors.writeTo(out, type);
    }
  }
}
