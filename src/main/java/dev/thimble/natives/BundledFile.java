package dev.thimble.natives;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a native library on the class path.
 *
 * @param place where to unpack it, relative to the folder of native libraries
 * @param resource where to read it
 * @param size in bytes
 */
record BundledFile(Path place, URL resource, long size) {
  static BundledFile of(Path place, URL resource) throws IOException {
    return new BundledFile(place, resource, resource.openConnection().getContentLengthLong());
  }

  /** Whether a folder lacks the file, or has a file of another size in its place. */
  boolean isMissing(Path folder) throws IOException {
    Path file = folder.resolve(place);
    return !Files.isRegularFile(file) || Files.size(file) != size;
  }
}
