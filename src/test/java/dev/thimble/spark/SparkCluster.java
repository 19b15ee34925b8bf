package dev.thimble.spark;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A standalone cluster on this machine: a master and two workers of one core, each in its own JVM,
 * which start executors in further JVMs. Closing it ends all of them.
 */
final class SparkCluster implements AutoCloseable {
  private static final String HOST = "127.0.0.1";
  private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);

  private final Path home;
  private final Path logs;
  private final String url;
  private final List<Process> processes = new ArrayList<>();

  /**
   * Starts the cluster.
   *
   * @param folder for Spark's jars, logs and work
   */
  SparkCluster(Path folder) throws IOException, InterruptedException {
    logs = Files.createDirectory(folder.resolve("logs"));
    home = sparkHome(folder.resolve("spark"));
    int port = freePort();
    url = "spark://" + HOST + ":" + port;
    start("master", "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", port + "");
    await(port);
    for (String worker : List.of("worker-1", "worker-2")) {
      String work = folder.resolve(worker).toString();
      start(
          worker,
          "org.apache.spark.deploy.worker.Worker",
          "--host",
          HOST,
          "--cores",
          "1",
          "--memory",
          "1500m",
          "--work-dir",
          work,
          url);
    }
  }

  String url() {
    return url;
  }

  /** Properties of an application on this cluster. */
  Map<String, String> configuration() {
    String classes =
        classPath()
            .filter(entry -> !entry.endsWith(".jar"))
            .collect(Collectors.joining(File.pathSeparator));
    return Map.of(
        "spark.ui.enabled", "false",
        "spark.driver.host", HOST,
        "spark.driver.bindAddress", HOST,
        "spark.executor.memory", "1g",
        "spark.executor.cores", "1",
        "spark.sql.shuffle.partitions", "2",
        "spark.default.parallelism", "4",
        "spark.executor.extraClassPath", classes,
        "spark.executor.extraJavaOptions", "-Dai.djl.offline=true -XX:TieredStopAtLevel=1");
  }

  /** Connects; any session of this JVM ends first. */
  SparkSession session() {
    LocalSpark.session().stop();
    SparkSession.Builder builder = SparkSession.builder().master(url).appName("thimble-cluster");
    configuration().forEach(builder::config);
    return builder.getOrCreate();
  }

  /** The processes that compute. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(each -> commandLine(each).contains("CoarseGrainedExecutorBackend"))
        .toList();
  }

  /** Kills an executor once the application has completed some tasks of its last stage. */
  static void killDuring(SparkSession session, SparkCluster cluster, int tasks)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE;
    while (completed(session) < tasks || cluster.executors().isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no " + tasks + " tasks were completed");
      }
      Thread.sleep(20);
    }
    cluster.executors().get(0).destroyForcibly();
  }

  private static int completed(SparkSession session) {
    var tracker = session.sparkContext().statusTracker();
    return Arrays.stream(tracker.getActiveStageIds())
        .mapToObj(tracker::getStageInfo)
        .filter(info -> info.isDefined())
        .mapToInt(info -> info.get().numCompletedTasks())
        .max()
        .orElse(0);
  }

  private void start(String name, String... command) throws IOException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    for (String opened :
        List.of("java.lang", "java.lang.invoke", "java.nio", "java.util", "sun.nio.ch")) {
      all.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    all.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*"));
    all.addAll(List.of(command[0], "--webui-port", "0"));
    all.addAll(Arrays.asList(command).subList(1, command.length));
    ProcessBuilder builder = new ProcessBuilder(all);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", HOST);
    builder.environment().put("OMP_NUM_THREADS", "1");
    File log = logs.resolve(name).toFile();
    processes.add(builder.redirectErrorStream(true).redirectOutput(log).start());
  }

  /* As in Spark's distribution: a file RELEASE, and all jars in one folder. */
  private static Path sparkHome(Path home) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    Files.createFile(home.resolve("RELEASE"));
    for (String entry : classPath().filter(each -> each.endsWith(".jar")).toList()) {
      Path jar = Path.of(entry).toAbsolutePath();
      Path link = jars.resolve(jar.getFileName());
      if (!Files.exists(link)) {
        Files.createSymbolicLink(link, jar);
      }
    }
    return home;
  }

  private static Stream<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void await(int port) throws InterruptedException, IOException {
    long end = System.nanoTime() + PATIENCE;
    while (System.nanoTime() < end) {
      try {
        new Socket(InetAddress.getLoopbackAddress(), port).close();
        return;
      } catch (IOException e) {
        Thread.sleep(50);
      }
    }
    throw new IllegalStateException(Files.readString(logs.resolve("master")));
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>();
    for (Process process : processes) {
      process.descendants().forEach(all::add);
      all.add(process.toHandle());
    }
    all.forEach(ProcessHandle::destroyForcibly);
  }
}
