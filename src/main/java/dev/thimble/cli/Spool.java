package dev.thimble.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An input that can be read only once, such as a pipe, for any number of passes. It is opened when
 * the first pass begins. What a pass takes from it is copied into a private temporary file, from
 * which later passes read it. The system deletes that file when it is closed, at the latest with
 * the process, even if that is killed. For one thread.
 */
final class Spool {
  private final Path input;
  private final Path folder;
  private @Nullable InputStream stream;
  private @Nullable FileChannel copy;
  private long size; // of the copy
  private boolean ended;

  /**
   * Nothing is read yet.
   *
   * @param folder for the temporary file
   */
  Spool(Path input, Path folder) {
    this.input = input;
    this.folder = folder;
  }

  /** A pass from the first byte. */
  InputStream open() {
    return new Pass();
  }

  private int read(long position, byte[] bytes) throws IOException {
    if (position < size && copy != null) {
      int count = (int) Math.min(bytes.length, size - position);
      return copy.read(ByteBuffer.wrap(bytes, 0, count), position);
    }
    if (ended) {
      return -1; // a terminal would ask for more
    }
    if (stream == null) {
      stream = TextInput.stream(input);
    }
    int count = stream.read(bytes);
    if (count < 0) {
      ended = true;
      stream.close();
    } else {
      append(ByteBuffer.wrap(bytes, 0, count));
    }
    return count;
  }

  private void append(ByteBuffer bytes) throws IOException {
    try {
      if (copy == null) {
        copy = create();
      }
      while (bytes.hasRemaining()) {
        size += copy.write(bytes, size);
      }
    } catch (IOException e) {
      throw new IOException(
          TextInput.name(input)
              + " is read more than once, but the temporary folder "
              + folder
              + " cannot hold a copy of it ("
              + e.getMessage()
              + "); name a file, or another folder by java -Djava.io.tmpdir=FOLDER",
          e);
    }
  }

  /* createTempFile makes a file that only its owner may read. */
  private FileChannel create() throws IOException {
    return FileChannel.open(
        Files.createTempFile(folder, "thimble", ".spool"),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private final class Pass extends InputStream {
    private long position;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      byte[] taken = new byte[length];
      int count = Spool.this.read(position, taken);
      if (count > 0) {
        System.arraycopy(taken, 0, bytes, offset, count);
        position += count;
      }
      return count;
    }
  }
}
