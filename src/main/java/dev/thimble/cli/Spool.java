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
 * Makes an input that can be read only once, such as a pipe, readable any number of times. The
 * first pass opens the input. Each byte that a pass reads from the input is also written to a
 * private temporary file, from which later passes read it. The file is deleted when it is closed,
 * at the latest when the process ends, even if the process is killed. For one thread.
 */
final class Spool {
  private final Path input;
  private final Path folder;
  private @Nullable InputStream stream;
  private @Nullable FileChannel copy;
  private long size; // of the copy
  private boolean ended;

  /**
   * Makes a spool that has not read anything.
   *
   * @param folder holds the temporary file
   */
  Spool(Path input, Path folder) {
    this.input = input;
    this.folder = folder;
  }

  /** Starts a pass at the first byte. */
  InputStream open() {
    return new Pass();
  }

  private int read(long position, byte[] bytes, int offset, int length) throws IOException {
    if (position < size && copy != null) { // an earlier pass has read this far
      int count = (int) Math.min(length, size - position);
      return copy.read(ByteBuffer.wrap(bytes, offset, count), position);
    }
    if (ended) {
      return -1; // a terminal would wait for more input
    }
    if (stream == null) {
      stream = TextInput.stream(input);
    }
    int count = stream.read(bytes, offset, length);
    if (count < 0) {
      ended = true;
      stream.close();
    } else {
      append(ByteBuffer.wrap(bytes, offset, count));
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

  /* createTempFile lets only the owner read the file. */
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
      int count = Spool.this.read(position, bytes, offset, length);
      position += Math.max(0, count);
      return count;
    }
  }
}
