package dev.thimble.checkpoint;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.spi.FileSystemProvider;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Opens zip and jar files as file systems, to read a folder in them without a copy. Stateless. */
final class ZipFolder {
  private static final String SCHEME = "jar";

  private ZipFolder() {}

  /**
   * Opens a zip file; the caller closes the result.
   *
   * @param name of the file in messages
   * @throws CheckpointException if it is no zip file, or one that leads out of itself
   */
  static FileSystem open(Path zip, String name) throws IOException {
    FileSystemProvider provider =
        FileSystemProvider.installedProviders().stream()
            .filter(each -> each.getScheme().equals(SCHEME))
            .findFirst()
            .orElseThrow(
                () ->
                    new CheckpointException(
                        name
                            + " is a zip file, which needs the module jdk.zipfs; add it to this"
                            + " Java runtime"));
    try {
      FileSystem opened = provider.newFileSystem(zip, Map.of());
      try {
        refuseDuplicates(zip, name);
        return opened;
      } catch (Throwable e) {
        opened.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (UnsupportedOperationException | IOException e) {
      throw new CheckpointException(
          name + " is neither a model folder nor a zip file of one: " + Abbreviated.firstLine(e),
          e);
    }
  }

  /* Programs disagree on which of two files with one name counts. */
  private static void refuseDuplicates(Path zip, String name) throws IOException {
    if (zip.getFileSystem() != FileSystems.getDefault()) {
      return; // in memory or in another jar, where only the file system can read it
    }
    try (ZipFile entries = new ZipFile(zip.toFile())) {
      Set<String> names = new HashSet<>();
      for (Iterator<? extends ZipEntry> all = entries.stream().iterator(); all.hasNext(); ) {
        String each = all.next().getName();
        if (!names.add(each)) {
          throw new CheckpointException(
              name + " has two files '" + Abbreviated.text(each) + "'; make it anew");
        }
      }
    }
  }

  /**
   * The only model folder of a zip file: its root, or a folder there.
   *
   * @throws CheckpointException if there is none, or several
   */
  static Path find(FileSystem zip, String name) throws IOException {
    Path root = zip.getRootDirectories().iterator().next();
    if (isModel(root)) {
      return root;
    }
    List<Path> models;
    try (Stream<Path> inside = Files.list(root)) {
      models = inside.filter(ZipFolder::isModel).limit(2).toList();
    }
    if (models.size() != 1) {
      throw new CheckpointException(
          String.format(
              "%s holds %s; it must hold %s, or one folder with it",
              name,
              models.isEmpty() ? "no model folder" : "several model folders",
              ModelFolder.MANIFEST));
    }
    return models.get(0);
  }

  private static boolean isModel(Path folder) {
    return Files.exists(folder.resolve(ModelFolder.MANIFEST));
  }

  /** Whether a file lies in a zip file. */
  static boolean holds(Path file) {
    return file.getFileSystem().provider().getScheme().equals(SCHEME);
  }
}
