package dev.thimble.checkpoint;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/**
 * The location of a model folder: in any file system, in a zip or jar file, or in a stream of a zip
 * file. Its path is valid until this is closed; a loaded model does not need it any more. Not
 * thread-safe.
 *
 * <p>Files in a zip file are read in place, without a copy. A zip file must contain {@code
 * manifest.json}, or one folder that contains it. Like a model folder, it is untrusted: names that
 * lead out of it, duplicate names, and files larger than declared are errors, and limits bound the
 * memory to read it. Symbolic links in it are not followed.
 */
public final class ModelLocation implements AutoCloseable {
  /** Most bytes of a stream that are read. */
  private static final long LONGEST_STREAM = 4L << 30;

  private static final String ENTRY = "!/";

  private final String name;
  private final Path folder;
  private final Closeable owned;

  private ModelLocation(String name, Path folder, Closeable owned) {
    this.name = name;
    this.folder = folder;
    this.owned = owned;
  }

  /**
   * A model folder, or a zip file of one.
   *
   * @param path in any file system
   * @return the location; the caller closes it
   * @throws CheckpointException if {@code path} is a file, but not such a zip file
   * @throws IOException if the zip file cannot be read
   */
  public static ModelLocation of(Path path) throws IOException {
    return of(Objects.requireNonNull(path, "path"), path.toString());
  }

  private static ModelLocation of(Path path, String name) throws IOException {
    return Files.isRegularFile(path)
        ? inZip(path, name, "")
        : new ModelLocation(name, path, () -> {});
  }

  /**
   * A model folder, its {@code manifest.json}, or a zip file of it, in any file system of this Java
   * runtime. Name a model on the class path by its manifest, because jars may have no entries for
   * folders: {@code Application.class.getResource("/model/manifest.json").toURI()}.
   *
   * @param uri such as {@code file:/models/en-fr}, {@code jar:file:/lib/models.jar!/en-fr}, {@code
   *     jar:nested:} of Spring Boot's executable jars, {@code jrt:} of a runtime image
   * @return the location; the caller closes it
   * @throws CheckpointException if no file system reads the URI, it names a jar in a jar, or there
   *     is no such zip file
   * @throws IOException if the file system cannot be opened
   */
  public static ModelLocation of(URI uri) throws IOException {
    Objects.requireNonNull(uri, "uri");
    String name = uri.toString();
    String jar = uri.getRawSchemeSpecificPart();
    int entry = jar.indexOf(ENTRY);
    if (!"jar".equalsIgnoreCase(uri.getScheme()) || entry < 0) {
      Path path = path(uri, name);
      return of(isManifest(path) ? path.toAbsolutePath().getParent() : path, name);
    }
    String inside = jar.substring(entry + ENTRY.length());
    if (inside.contains(ENTRY)) {
      throw new CheckpointException(
          name + " lies in a jar in a jar; unpack it, or give an InputStream of a zip file");
    }
    Path file = path(URI.create(jar.substring(0, entry)), name);
    return inZip(file, name, URI.create("file:///" + inside).getPath());
  }

  /**
   * The model folder in a stream of a zip file, which is read to its end and stays open. The zip
   * file is copied to a private temporary file, because its directory is at its end. The copy is
   * deleted once it is open, or at the latest when this is closed.
   *
   * @param zip of at most 4 GiB
   * @return the location; the caller closes it
   * @throws CheckpointException if it is not a zip file of a model folder, or is larger than 4 GiB
   * @throws IOException if the stream cannot be read or the copy cannot be written
   */
  public static ModelLocation of(InputStream zip) throws IOException {
    Objects.requireNonNull(zip, "zip");
    String name = "the stream";
    Path copy = Files.createTempFile("thimble-", ".zip");
    try {
      copy(zip, copy);
      ModelLocation opened = inZip(copy, name, "");
      tryToDelete(copy);
      return new ModelLocation(name, opened.folder, () -> close(opened, copy));
    } catch (Throwable e) {
      Files.deleteIfExists(copy);
      throw e;
    }
  }

  private static void copy(InputStream zip, Path copy) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long copied = 0;
    try (OutputStream out = Files.newOutputStream(copy)) {
      for (int read = zip.read(chunk); read >= 0; read = zip.read(chunk)) {
        copied += read;
        if (copied > LONGEST_STREAM) {
          throw new CheckpointException(
              String.format(
                  Locale.ROOT,
                  "the stream has more than %,d bytes; at most so many are read",
                  LONGEST_STREAM));
        }
        out.write(chunk, 0, read);
      }
    }
  }

  private static void tryToDelete(Path copy) throws IOException {
    try {
      Files.deleteIfExists(copy);
    } catch (FileSystemException e) {
      // Windows keeps what is open
    }
  }

  private static void close(ModelLocation opened, Path copy) throws IOException {
    try {
      opened.close();
    } catch (NoSuchFileException e) {
      // the file system has closed the copy, and then looks it up once more
    }
    Files.deleteIfExists(copy);
  }

  private static ModelLocation inZip(Path file, String name, String inside) throws IOException {
    FileSystem zip = ZipFolder.open(file, name);
    try {
      Path path = zip.getPath("/" + inside);
      Path root = zip.getPath("/");
      Path folder = isManifest(path) ? path.getParent() : path;
      return new ModelLocation(name, folder.equals(root) ? ZipFolder.find(zip, name) : folder, zip);
    } catch (Throwable e) {
      zip.close();
      throw e;
    }
  }

  private static boolean isManifest(Path path) {
    return path.endsWith(ModelFolder.MANIFEST);
  }

  private static Path path(URI uri, String name) {
    try {
      return Path.of(uri);
    } catch (FileSystemNotFoundException | IllegalArgumentException e) {
      throw new CheckpointException(
          name
              + " lies in no file system of this Java runtime; give a folder, a zip or jar file, or"
              + " an InputStream of a zip file",
          e);
    }
  }

  /** {@return the path of the model folder, valid until this is closed} */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    owned.close();
  }

  /** The path, URI or stream, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
