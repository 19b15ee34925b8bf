package dev.thimble.natives;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of a native library as the class path holds it.
 *
 * @param place where it belongs, relative to the folder of native libraries
 * @param resource where it is read from
 * @param size its length in bytes
 */
record BundledFile(Path place, URL resource, long size) {
  static BundledFile of(Path place, URL resource) throws IOException {
    return new BundledFile(place, resource, resource.openConnection().getContentLengthLong());
  }

  /** Whether the folder lacks the file, or has it in another length. */
  boolean isMissing(Path folder) throws IOException {
    Path file = folder.resolve(place);
    return !Files.isRegularFile(file) || Files.size(file) != size;
  }
}
