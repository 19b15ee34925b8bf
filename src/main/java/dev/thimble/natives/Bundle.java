package dev.thimble.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The files of one native library on the class path, with the place where DJL looks for each.
 *
 * @param folder the subfolder of the library in the folder of native libraries
 * @param files the files of the library; empty if the class path does not tell, so that DJL must
 *     choose them
 */
record Bundle(String folder, List<BundledFile> files) {
  private static final long SMALL = 1 << 20; // bytes

  /** No library. */
  static final Bundle NONE = new Bundle("", List.of());

  /** The subfolder of PyTorch. */
  static final String PYTORCH = "pytorch";

  /** PyTorch and its JNI: {@code pytorch/VERSION-FLAVOR-PLATFORM}. */
  static Bundle pyTorch(ClassLoader loader) throws IOException {
    String name = PYTORCH;
    String platform = platform();
    List<Properties> all = pyTorchDescriptions(loader);
    if (all.size() != 1) {
      return new Bundle(name, List.of()); // none, or DJL chooses one by the graphics card
    }
    Properties bundled = all.get(0);
    Properties engine = pyTorchEngine(loader);
    String flavor = bundled.getProperty("flavor", "");
    String version = bundled.getProperty("version", "");
    Path folder = Path.of(name, version + "-" + flavor + "-" + platform);
    String jni = System.mapLibraryName("djl_torch");
    List<BundledFile> files = new ArrayList<>();
    boolean complete =
        add(
            files,
            folder.resolve(engine.getProperty("djl_version") + "-" + jni),
            loader.getResource("jnilib/" + platform + "/" + flavor + "/" + jni));
    String last = System.mapLibraryName("torch"); // with this file, DJL takes a folder as complete
    List<String> libraries =
        new ArrayList<>(List.of(bundled.getProperty("libraries", "").split(",")));
    if (libraries.remove(last)) {
      libraries.add(last);
    }
    for (String library : libraries) {
      String resource = "pytorch/" + flavor + "/" + platform + "/" + library;
      complete &= add(files, folder.resolve(library), loader.getResource(resource));
    }
    return new Bundle(name, complete ? List.copyOf(files) : List.of());
  }

  /** Descriptions of the PyTorch libraries for this platform; those of others may stand beside. */
  static List<Properties> pyTorchDescriptions(ClassLoader loader) throws IOException {
    List<Properties> fitting = new ArrayList<>();
    for (URL description : Collections.list(loader.getResources("native/lib/pytorch.properties"))) {
      Properties each = properties(description);
      if (each.getProperty("classifier", "").equals(platform())) {
        fitting.add(each);
      }
    }
    return fitting;
  }

  /** DJL's description of its PyTorch engine: its version, and that of the PyTorch it needs. */
  static Properties pyTorchEngine(ClassLoader loader) throws IOException {
    return properties(loader.getResource("pytorch-engine.properties"));
  }

  /** SentencePiece: {@code sentencepiece/VERSION}. */
  static Bundle sentencePiece(ClassLoader loader) throws IOException {
    String name = "sentencepiece";
    Properties description = properties(loader.getResource("native/lib/sentencepiece.properties"));
    String library = System.mapLibraryName("sentencepiece_native");
    List<BundledFile> files = new ArrayList<>();
    add(
        files,
        Path.of(name, description.getProperty("version", ""), library),
        loader.getResource("native/lib/" + platform() + "/" + library));
    return new Bundle(name, List.copyOf(files));
  }

  /** Java Native Access, by which DJL detects graphics cards: {@code jna/CHECKSUM}. */
  static Bundle jna(ClassLoader loader) throws IOException {
    String name = "jna";
    String library = System.mapLibraryName("jnidispatch");
    String platform =
        platform().replace("_", "-").replace("osx", "darwin").replace("win-", "win32-");
    URL resource = loader.getResource("com/sun/jna/" + platform + "/" + library);
    if (resource == null) {
      return new Bundle(name, List.of());
    }
    CRC32 checksum = new CRC32(); // the class path does not tell the version
    try (InputStream in = resource.openStream()) {
      checksum.update(in.readAllBytes());
    }
    Path folder = Path.of(name, Long.toHexString(checksum.getValue()));
    return new Bundle(name, List.of(BundledFile.of(folder.resolve(library), resource)));
  }

  private static boolean add(List<BundledFile> files, Path place, @Nullable URL resource)
      throws IOException {
    if (resource == null) {
      return false;
    }
    files.add(BundledFile.of(place, resource));
    return true;
  }

  private static Properties properties(@Nullable URL resource) throws IOException {
    Properties properties = new Properties();
    if (resource != null) {
      try (InputStream in = resource.openStream()) {
        properties.load(in);
      }
    }
    return properties;
  }

  /** This machine's platform by the name that DJL gives it. */
  static String platform() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String architecture = System.getProperty("os.arch");
    return (system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : system)
        + "-"
        + (architecture.equals("amd64") ? "x86_64" : architecture);
  }

  /** Whether the library is small enough to be unpacked by each process again. */
  boolean isSmall() {
    return files.stream().mapToLong(BundledFile::size).sum() < SMALL;
  }

  /** Whether a folder has all files of the library. */
  boolean isComplete(Path parent) throws IOException {
    return files.isEmpty() ? Files.isDirectory(parent.resolve(folder)) : missing(parent).isEmpty();
  }

  /** The folder of the first file below {@code parent}; {@code parent} if there is no file. */
  Path folderOfFirst(Path parent) {
    return files.isEmpty() ? parent : parent.resolve(files.get(0).place()).getParent();
  }

  /** The files that a folder lacks. */
  List<BundledFile> missing(Path parent) throws IOException {
    List<BundledFile> missing = new ArrayList<>();
    for (BundledFile file : files) {
      if (file.isMissing(parent)) {
        missing.add(file);
      }
    }
    return missing;
  }

  /**
   * Unpacks the files that a folder lacks. Each file is written in a private folder inside {@code
   * parent}, synced, and then renamed, so that no process ever loads a partial file.
   */
  void unpack(Path parent) throws IOException {
    List<BundledFile> missing = missing(parent);
    if (missing.isEmpty()) {
      return;
    }
    try (PrivateFolder staging = PrivateFolder.create(parent)) {
      for (BundledFile file : missing) {
        copy(file.resource(), staging.path().resolve(file.place().getFileName()));
      }
      for (BundledFile file : missing) {
        Path place = parent.resolve(file.place());
        Files.createDirectories(place.getParent(), Permissions.of("rwxr-xr-x"));
        Files.move(
            staging.path().resolve(file.place().getFileName()),
            place,
            StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private static void copy(URL resource, Path file) throws IOException {
    Set<StandardOpenOption> create =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (InputStream in = resource.openStream();
        FileChannel channel = FileChannel.open(file, create, Permissions.of("rw-r--r--"));
        OutputStream out = Channels.newOutputStream(channel)) {
      in.transferTo(out);
      channel.force(true);
    }
  }
}
