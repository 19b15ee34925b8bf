package dev.thimble.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.checkpoint.Provenance.DataFile;
import dev.thimble.integrity.Require;
import dev.thimble.model.FloatTensor;
import dev.thimble.text.Masking;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mean of the weights of several models (Polyak and Juditsky 1992). The mean of the last
 * checkpoints of a run (Vaswani et al. 2017, section 6.1) is usually better than the last one;
 * weights of different runs seldom have a useful mean.
 *
 * <p>Sums are computed in float64 in the order of the folders. Models are read one at a time.
 * Thread-safe.
 */
public final class ModelAverage {
  /** The option that lists the averaged models in the provenance of their average. */
  static final String OPTION = "average";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path firstFolder;
  private final ModelContents first;
  private final Map<String, double[]> sums = new LinkedHashMap<>();
  private final List<Provenance> origins = new ArrayList<>();
  private final List<String> models = new ArrayList<>();

  private ModelAverage(Path folder, ModelContents contents) {
    firstFolder = folder;
    first = contents;
    contents
        .weights()
        .forEach((name, weight) -> sums.put(name, new double[weight.values().length]));
    add(folder, contents);
  }

  /**
   * Averages model folders.
   *
   * <p>The provenance of the result has the data and notes of all models; the options, seed and
   * versions of the first; an option {@code average} that names the folder, updates and seed of
   * each; the largest numbers of epochs, updates and seconds; and no scores.
   *
   * @param folders at least two
   * @return the mean weights, with the first model's shape, vocabularies and masking
   * @throws CheckpointException if a folder cannot be used, or if its model differs from the first
   *     in shape, vocabularies or masking; the message names the folder and the difference
   * @throws IllegalArgumentException if there are fewer than two folders
   * @throws IOException if a file cannot be read
   */
  public static ModelContents of(List<Path> folders) throws IOException {
    Require.elements(folders, "folders");
    if (folders.size() < 2) {
      throw new IllegalArgumentException(
          "an average needs at least two models; given are " + folders);
    }
    ModelAverage average = new ModelAverage(folders.get(0), ModelFolder.read(folders.get(0)));
    for (Path folder : folders.subList(1, folders.size())) {
      ModelContents contents = ModelFolder.read(folder);
      average.requireSame(folder, contents);
      average.add(folder, contents);
    }
    return average.mean();
  }

  private void add(Path folder, ModelContents contents) {
    contents
        .weights()
        .forEach(
            (name, weight) -> {
              double[] sum = sums.get(name);
              for (int i = 0; i < sum.length; i++) {
                sum[i] += weight.values()[i];
              }
            });
    Provenance origin = contents.provenance();
    origins.add(origin);
    models.add(
        String.format(
            Locale.ROOT, "%s (update %d, seed %d)", folder, origin.updates(), origin.seed()));
  }

  private ModelContents mean() {
    Map<String, FloatTensor> means = new LinkedHashMap<>();
    first
        .weights()
        .forEach(
            (name, weight) -> {
              double[] sum = sums.get(name);
              float[] mean = new float[sum.length];
              for (int i = 0; i < mean.length; i++) {
                mean[i] = (float) (sum[i] / origins.size());
              }
              means.put(name, new FloatTensor(weight.shape(), mean));
            });
    return first.with(means, provenance());
  }

  private Provenance provenance() {
    Provenance origin = origins.get(0);
    Set<DataFile> data = new LinkedHashSet<>();
    origins.forEach(one -> data.addAll(one.data()));
    Map<String, String> options = new TreeMap<>(origin.options());
    options.put(OPTION, String.join(", ", models));
    return new Provenance(
        List.copyOf(data),
        origin.seed(),
        options,
        origin.versions(),
        origins.stream().mapToInt(Provenance::epochs).max().orElseThrow(),
        origins.stream().mapToLong(Provenance::updates).max().orElseThrow(),
        origins.stream().mapToDouble(Provenance::trainingSeconds).max().orElseThrow(),
        Map.of(),
        origins.stream()
            .map(Provenance::notes)
            .filter(notes -> !notes.isBlank())
            .distinct()
            .collect(Collectors.joining("\n")));
  }

  private void requireSame(Path folder, ModelContents other) {
    requireSame(folder, "source vocabulary", first.sourceSha256(), other.sourceSha256());
    requireSame(folder, "target vocabulary", first.targetSha256(), other.targetSha256());
    JsonNode config = JSON.valueToTree(first.config());
    JsonNode otherConfig = JSON.valueToTree(other.config());
    for (Map.Entry<String, JsonNode> field : config.properties()) {
      requireSame(
          folder,
          field.getKey(),
          field.getValue().toString(),
          otherConfig.path(field.getKey()).toString());
    }
    requireSame(folder, "masking", masking(first.masking()), masking(other.masking()));
    requireSame(folder, "lexicon", lexicon(first.masking()), lexicon(other.masking()));
  }

  private void requireSame(Path folder, String what, String expected, String found) {
    if (!expected.equals(found)) {
      boolean values = expected.length() + found.length() < 300;
      throw new CheckpointException(
          "%s has another %s than %s%s; only models of equal shape, vocabularies and masking can be averaged"
              .formatted(
                  folder,
                  what,
                  firstFolder,
                  values ? ", %s instead of %s".formatted(found, expected) : ""));
    }
  }

  private static String masking(@Nullable Masking masking) {
    return masking == null ? "none" : MaskingFormat.toJson(JSON, masking.config()).toString();
  }

  private static String lexicon(@Nullable Masking masking) {
    return masking == null ? "" : String.join("\n", masking.lexicon().lines());
  }
}
