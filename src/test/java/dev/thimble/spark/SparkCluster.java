package dev.thimble.spark;

import dev.thimble.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/**
 * A standalone cluster on this machine: a master and two workers of one core, in this JVM, start
 * executors, each in its own JVM. The driver stays connected until it is closed, which ends all of
 * them.
 */
final class SparkCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
  private static final String TESTING = "spark.testing";
  private static final String HOME = "spark.test.home";

  private final SparkSession session;

  /**
   * Starts the cluster; any session of this JVM ends first.
   *
   * @param folder for Spark's home
   */
  SparkCluster(Path folder) throws IOException {
    var before = SparkSession.getDefaultSession();
    if (before.isDefined()) {
      before.get().stop();
    }
    // As in Spark's own tests: a home without jars, and executors with the class path of this JVM.
    Files.createDirectory(folder.resolve("jars"));
    Files.createFile(folder.resolve("RELEASE"));
    System.setProperty(TESTING, "true");
    System.setProperty(HOME, folder.toString());
    SparkSession.Builder builder =
        SparkSession.builder().master("local-cluster[2,1,1024]").appName("thimble-cluster");
    configuration().forEach(builder::config);
    session = builder.getOrCreate();
  }

  private static Map<String, String> configuration() {
    return Map.of(
        "spark.ui.enabled", "false",
        "spark.driver.host", HOST,
        "spark.driver.bindAddress", HOST,
        "spark.executor.memory", "1g",
        "spark.executor.cores", "1",
        "spark.sql.shuffle.partitions", "2",
        "spark.default.parallelism", "4",
        "spark.executorEnv.SPARK_SCALA_VERSION", "2.13",
        "spark.executorEnv.OMP_NUM_THREADS", "1",
        "spark.executor.extraJavaOptions", "-Dai.djl.offline=true " + JavaCommand.SHORT_RUN);
  }

  SparkSession session() {
    return session;
  }

  /** The processes that compute: the only children of this JVM that run Java. */
  private static List<ProcessHandle> executors() {
    return ProcessHandle.current()
        .children()
        .filter(each -> each.info().command().orElse("").endsWith("java"))
        .toList();
  }

  /** Kills an executor once some tasks of the last stage are completed. */
  void killDuring(int tasks) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (completed() < tasks || executors().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no " + tasks + " tasks were completed");
      }
      Thread.sleep(20);
    }
    executors().get(0).destroyForcibly();
  }

  private int completed() {
    var tracker = session.sparkContext().statusTracker();
    return Arrays.stream(tracker.getActiveStageIds())
        .mapToObj(tracker::getStageInfo)
        .filter(info -> info.isDefined())
        .mapToInt(info -> info.get().numCompletedTasks())
        .max()
        .orElse(0);
  }

  @Override
  public void close() {
    session.stop();
    System.clearProperty(TESTING);
    System.clearProperty(HOME);
  }
}
