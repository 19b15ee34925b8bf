package dev.thimble.natives;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Explains why DJL could not load a native library, where the fault is how a program is packed. */
final class LoadFailure {
  private static final List<String> PLATFORMS =
      List.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

  private LoadFailure() {}

  /**
   * The exception to throw in place of DJL's.
   *
   * @param pyTorch whether the library is PyTorch
   * @param loader where DJL looked for the library
   * @return null if the cause is not known
   */
  static @Nullable NativeLibraryException explain(
      Throwable error, boolean pyTorch, ClassLoader loader) {
    if (says(error, "already loaded in another classloader")) {
      return new NativeLibraryException(
          "another class loader of this process has loaded the native libraries, which a process"
              + " can load only once; put Thimble and DJL where a common parent class loader finds"
              + " them, such as the application server's folder of shared libraries",
          error);
    }
    if (pyTorch && says(error, "Deep learning engine not found")) {
      return new NativeLibraryException(
          "no META-INF/services/ai.djl.engine.EngineProvider names DJL's PyTorch engine; a shaded"
              + " jar must merge such files: use ServicesResourceTransformer of maven-shade-plugin,"
              + " or mergeServiceFiles() of Gradle's shadow plugin. In a jar that is not shaded, the"
              + " thread's context class loader must find DJL's engine",
          error);
    }
    return pyTorch && isMissing(loader) ? missing(Bundle.platform(), version(loader), error) : null;
  }

  /** Names the dependency to add for a platform. */
  static NativeLibraryException missing(String platform, String version, Throwable error) {
    if (!PLATFORMS.contains(platform)) {
      return new NativeLibraryException(
          ("there is no native library of PyTorch " + version + " for " + platform)
              + ("; there are " + String.join(", ", PLATFORMS)),
          error);
    }
    return new NativeLibraryException(
        """
        the native library of PyTorch for this machine is not on the class path; add it to the application:
        Maven: <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId>\
        <version>%s</version><classifier>%s</classifier><scope>runtime</scope></dependency>
        Gradle: runtimeOnly("ai.djl.pytorch:pytorch-native-cpu:%1$s:%2$s")
        Command line: build thimble.jar with -Ddjl.platform=%2$s"""
            .formatted(version, platform),
        error);
  }

  private static boolean says(Throwable error, String text) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      String message = each.getMessage();
      if (message != null && message.contains(text)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMissing(ClassLoader loader) {
    try {
      return Bundle.pyTorchDescriptions(loader).isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static String version(ClassLoader loader) {
    try {
      return Bundle.pyTorchEngine(loader).getProperty("pytorch_version", "");
    } catch (IOException e) {
      return "";
    }
  }
}
