package dev.thimble.spark;

import dev.thimble.model.ComputeType;
import dev.thimble.search.EnsembleConfig;
import dev.thimble.translation.LoadConfig;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.jspecify.annotations.Nullable;

/**
 * The models of a translator, in an archive that Spark copies to each executor once and unpacks
 * there. Two instances are equal if they load the same bytes in the same way.
 *
 * @param archive name of the archive among Spark's files
 * @param folders number of model folders; 1 unless there is an ensemble
 */
record ShippedModels(
    String archive,
    int folders,
    EnsembleConfig ensemble,
    ComputeType computeType,
    boolean shortlist,
    boolean channel,
    boolean languageModel,
    boolean confidence)
    implements Serializable {
  private static final String FOLDER = "model-";
  private static final String SHORTLIST = "shortlist";
  private static final String CHANNEL = "channel";
  private static final String LANGUAGE_MODEL = "language-model";

  /** Gives the models to Spark; the type of the products is the one of this machine if AUTO. */
  static ShippedModels ship(SparkContext context, LoadConfig models) throws IOException {
    ModelArchive archive = new ModelArchive();
    for (int i = 0; i < models.folders().size(); i++) {
      archive.add(FOLDER + i, models.folders().get(i));
    }
    archive.add(SHORTLIST, models.shortlist());
    archive.add(CHANNEL, models.channel());
    archive.add(LANGUAGE_MODEL, models.languageModel());
    Path file = archive.write();
    context.addArchive(file.toUri().toString());
    return new ShippedModels(
        file.getFileName().toString(),
        models.folders().size(),
        models.ensemble(),
        models.computeType().resolved(),
        models.shortlist() != null,
        models.channel() != null,
        models.languageModel() != null,
        models.confidence());
  }

  /** What to load, on an executor. */
  LoadConfig unpacked() {
    Path root = Path.of(SparkFiles.get(archive));
    List<Path> paths = IntStream.range(0, folders).mapToObj(i -> root.resolve(FOLDER + i)).toList();
    return new LoadConfig(
        paths,
        ensemble,
        computeType,
        optional(shortlist, root.resolve(SHORTLIST)),
        optional(channel, root.resolve(CHANNEL)),
        optional(languageModel, root.resolve(LANGUAGE_MODEL)),
        confidence);
  }

  private static @Nullable Path optional(boolean present, Path path) {
    return present ? path : null;
  }
}
