package dev.thimble.cli;

import dev.thimble.spark.SparkJob;
import dev.thimble.spark.SparkTranslation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options of a connection to a Spark cluster. */
final class ClusterOptions {
  /** A class that is there if Spark is. */
  private static final String SPARK = "org.apache.spark.sql.SparkSession";

  private static final String WORKERS = "--workers";

  /** The version that Thimble is built and tested with. */
  static final String COORDINATES = "org.apache.spark:spark-sql_2.13:4.0.4";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Section("Cluster")
  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "URL of the cluster, such as spark://host:7077, or local[N] for N threads of this"
              + " process. Without it, spark-submit gives the URL.")
  private @Nullable String master;

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description = "A property of Spark, such as spark.executor.cores=4; may be repeated.")
  private Map<String, String> configuration = new LinkedHashMap<>();

  /** Connects to the cluster; says what is missing if there is no Spark or no URL. */
  SparkJob start() {
    requireSpark();
    if (master == null && System.getProperty("spark.master") == null) {
      throw new WrongUsageException(
          "--master is missing: give the URL of the cluster, such as spark://host:7077 or local[4],"
              + " or start the command by spark-submit");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("spark.ui.showConsoleProgress", Boolean.toString(!Thimble.isQuiet(spec)));
    properties.put("spark.executorEnv.MALLOC_ARENA_MAX", "1"); // see NativeHeap
    properties.putAll(configuration);
    return SparkJob.start(master, properties);
  }

  /** Refuses options of batches without {@code --workers}. */
  void checkWorkers() {
    if (!GivenOptions.has(spec, WORKERS)) {
      GivenOptions.refuse(
          spec,
          "needs --workers, the number for each executor; without these options it is that of the"
              + " executor's cores",
          List.of("--batch-size", "--threads"));
    }
  }

  /** Translation, or scores, by the models of a loader. */
  SparkTranslation translation(TranslatorOptions.Loader loader) {
    SparkTranslation usual = new SparkTranslation(loader.models(), loader.options());
    return GivenOptions.has(spec, WORKERS) ? usual.withServing(loader.serving()) : usual;
  }

  private static void requireSpark() {
    try {
      Class.forName(SPARK, false, ClusterOptions.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new WrongUsageException(
          "Spark is not on the class path; start the command by spark-submit --class"
              + " dev.thimble.cli.Thimble thimble.jar spark ..., or add "
              + COORDINATES
              + " and what it depends on to the class path");
    }
  }
}
