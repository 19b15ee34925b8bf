package dev.thimble.natives;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Decides which folder a native library is unpacked into and loaded from: the folder that the user
 * has set, else the cache in the user's home folder, else a private folder that is deleted when the
 * process ends. Thread-safe.
 */
final class NativeFolder {
  /**
   * The system property that names the folder; it takes precedence over the names that DJL reads.
   */
  static final String PROPERTY = "thimble.natives";

  /**
   * The name that DJL reads, before {@code DJL_CACHE_DIR}: first as environment variable, then as
   * system property.
   */
  static final String ENGINE_VARIABLE = "ENGINE_CACHE_DIR";

  private static final String CACHE_VARIABLE = "DJL_CACHE_DIR";
  private static final List<String> REPLACEMENTS =
      List.of("PYTORCH_LIBRARY_PATH", "PYTORCH_EXTRA_LIBRARY_PATH", "LIBSTDCXX_LIBRARY_PATH");
  private static final String CACHE = ".djl.ai"; // in the home folder; DJL uses the same
  private static final String SET_OTHER =
      "set DJL_CACHE_DIR or -D" + PROPERTY + " to a folder of your own";

  private final UnaryOperator<@Nullable String> environment;
  private final UnaryOperator<@Nullable String> properties;
  private @Nullable PrivateFolder privateFolder;

  /**
   * Makes a chooser.
   *
   * @param environment value of an environment variable by its name, null if not set
   * @param properties value of a system property by its name, null if not set
   */
  NativeFolder(
      UnaryOperator<@Nullable String> environment, UnaryOperator<@Nullable String> properties) {
    this.environment = environment;
    this.properties = properties;
  }

  /** A folder that the user has set, and the name of the variable or property. */
  private record Setting(String name, Path folder) {
    @Override
    public String toString() {
      return name + " names " + folder;
    }
  }

  /**
   * The folder for a library: it has the library already, or the library can be unpacked into it.
   *
   * @throws NativeLibraryException with the folder that is not safe or not usable
   */
  synchronized Path of(Bundle bundle) throws IOException {
    Setting set = setting();
    Path chosen = set != null ? explicit(set, bundle) : userCache(bundle);
    if (chosen != null && Files.isWritable(chosen)) {
      PrivateFolder.deleteAbandoned(chosen);
      return chosen;
    }
    if (chosen != null && bundle.isComplete(chosen)) {
      return chosen;
    }
    if (set != null && !bundle.isSmall()) {
      throw new NativeLibraryException(
          set
              + (", which does not contain " + bundle.folder() + " and is not writable for you;")
              + " make it writable, or translate once as a user who may write to it");
    }
    return privateFolder();
  }

  private @Nullable Setting setting() {
    Setting djl = variable(ENGINE_VARIABLE);
    String property = properties.apply(PROPERTY);
    if (property == null || property.isEmpty()) {
      return djl != null ? djl : variable(CACHE_VARIABLE);
    }
    Setting set = new Setting("-D" + PROPERTY, path(PROPERTY, property));
    if (environment.apply(ENGINE_VARIABLE) != null
        && djl != null
        && !djl.folder().equals(set.folder())) {
      throw new NativeLibraryException(
          "the environment variable " + djl + ", but " + set + "; unset one of them");
    }
    return set;
  }

  /* As in DJL, an environment variable hides the property of the same name, even if it is empty. */
  private @Nullable Setting variable(String name) {
    String value = value(name);
    return value.isEmpty() ? null : new Setting(name, path(name, value));
  }

  private String value(String name) {
    String value = environment.apply(name);
    if (value == null) {
      value = properties.apply(name);
    }
    return value == null ? "" : value;
  }

  /**
   * Checks the libraries that the user has set for DJL to load instead of the bundled PyTorch or in
   * addition to it.
   *
   * @return whether one replaces the bundled PyTorch
   * @throws NativeLibraryException with the file or folder that is not safe
   */
  boolean checkReplacements() throws IOException {
    for (String name : REPLACEMENTS) {
      StringTokenizer each = new StringTokenizer(value(name), "," + File.pathSeparator);
      while (each.hasMoreTokens()) {
        Path path = path(name, each.nextToken());
        if (Files.exists(path)) {
          trust(true).checkTree(path);
        }
      }
    }
    return !value(REPLACEMENTS.get(0)).isEmpty();
  }

  private static Path path(String name, String value) {
    try {
      return Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new NativeLibraryException(name + " is not a path: " + value, e);
    }
  }

  private static Path explicit(Setting set, Bundle bundle) throws IOException {
    Path folder = set.folder();
    if (!Files.isDirectory(folder)) {
      try {
        Files.createDirectories(folder, Permissions.of("rwxr-xr-x"));
      } catch (IOException e) {
        throw new NativeLibraryException(set + ", which cannot be created: " + e, e);
      }
    }
    checkTrust(folder, bundle, true);
    return folder;
  }

  /* Null if there is no home folder ("?" for a user without one), or it is not usable for the
   * cache. */
  private @Nullable Path userCache(Bundle bundle) throws IOException {
    String home = properties.apply("user.home");
    if (home == null || home.equals("?") || !new File(home).isAbsolute()) {
      return null;
    }
    Path cache = path("user.home", home).resolve(CACHE);
    if (!Files.isDirectory(cache.getParent())) {
      return null;
    }
    if (!Files.exists(cache, LinkOption.NOFOLLOW_LINKS) && !create(cache)) {
      return null;
    }
    checkTrust(cache, bundle, false);
    return cache;
  }

  private static boolean create(Path cache) throws IOException {
    try {
      Path home = cache.getParent();
      checkTrust(home, Bundle.NONE, false);
      Files.createDirectory(cache, Permissions.of("rwx------"));
      return true;
    } catch (FileAlreadyExistsException e) {
      return true; // another process was faster
    } catch (NativeLibraryException | IOException e) {
      return false; // the home folder is not safe or not writable
    }
  }

  /* Checks the folder and the subfolder of the library. */
  private static void checkTrust(Path folder, Bundle bundle, boolean explicit) throws IOException {
    trust(explicit).check(folder);
    Path library = folder.resolve(bundle.folder());
    if (!bundle.folder().isEmpty() && Files.exists(library, LinkOption.NOFOLLOW_LINKS)) {
      trust(explicit).checkTree(library);
    }
  }

  private static FolderTrust trust(boolean explicit) {
    return new FolderTrust(
        ProcessUser.uid(), FileStatus.FILES, explicit, "delete it, or " + SET_OTHER);
  }

  private Path privateFolder() throws IOException {
    if (privateFolder == null) {
      Path temporary = temporary();
      PrivateFolder created = newPrivateFolder(temporary);
      privateFolder = created;
      Runtime.getRuntime().addShutdownHook(new Thread(created::close, "thimble-natives"));
      PrivateFolder.deleteAbandoned(temporary);
    }
    return privateFolder.path();
  }

  private PrivateFolder newPrivateFolder(Path parent) throws IOException {
    PrivateFolder created;
    try {
      created = PrivateFolder.create(parent);
    } catch (IOException e) {
      throw new NativeLibraryException(
          "there is no folder for native libraries: your home folder is not usable (user.home is "
              + properties.apply("user.home")
              + "), and no folder can be created in "
              + (parent + " (" + e + "); " + SET_OTHER),
          e);
    }
    try {
      checkTrust(created.path(), Bundle.NONE, false);
      return created;
    } catch (NativeLibraryException | IOException e) {
      created.close();
      throw e;
    }
  }

  private Path temporary() {
    String name = properties.apply("java.io.tmpdir");
    return path("java.io.tmpdir", name == null ? "" : name);
  }
}
