package dev.thimble.corpus;

import dev.thimble.integrity.AtomicFile;
import dev.thimble.integrity.Require;
import dev.thimble.integrity.Sha256;
import dev.thimble.vocabulary.Vocabulary;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of files made from training corpora, so that a corpus need not fit into memory: {@code
 * texts-KEY.records} has the text of all pairs, {@code ids-KEY.records} the examples of a run
 * without augmentation. The key is a hash of everything that determines the content: a file is
 * reused while data, vocabularies and filter are the same. Records are read directly from the file.
 * Processes may share a folder. A file is written under a temporary name, synced and renamed, while
 * the folder is locked; its checksum is verified when it is opened, and a damaged file is made
 * again. The folder may be deleted when nobody uses it. Thread-safe.
 */
public final class CorpusCache {
  private static final String TEMPORARY = "records";
  private static final String LOCK = "cache.lock";
  private static final int BUFFER = 1 << 16;

  /** A process must not open the lock file twice: closing it once releases the lock on POSIX. */
  private static final ReentrantLock IN_PROCESS = new ReentrantLock();

  private final Path folder;
  private final Listener listener;
  private final Set<Path> used = ConcurrentHashMap.newKeySet();

  /** Receives what the cache does, on the thread that uses the cache. */
  public interface Listener {
    /**
     * Part of a long task is done.
     *
     * @param task such as "reading bytes"
     * @param done units done
     * @param total units in all
     */
    void onProgress(String task, long done, long total);

    /**
     * A message for the user.
     *
     * @param note one line
     */
    void onNote(String note);
  }

  /**
   * Concatenated corpora in the cache.
   *
   * @param whole all pairs, numbered from 1, and all files
   * @param sizes number of pairs of each corpus
   * @param key identifies the texts
   */
  public record Corpora(ParallelCorpus whole, List<Integer> sizes, String key) {
    /** Copies the sizes. */
    public Corpora {
      Objects.requireNonNull(whole, "whole");
      sizes = Require.copyOf(sizes, "sizes");
      Objects.requireNonNull(key, "key");
    }
  }

  /** Writes the records of a file and returns its metadata. */
  @FunctionalInterface
  interface Content {
    Map<String, String> writeTo(RecordWriter records) throws IOException;
  }

  /**
   * Makes a cache in a folder, which is created when it is needed.
   *
   * @param folder of the files
   * @param listener receives what the cache does
   */
  public CorpusCache(Path folder, Listener listener) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.listener = Objects.requireNonNull(listener, "listener");
  }

  /** {@return the folder} */
  public Path folder() {
    return folder;
  }

  /**
   * Deletes the files of the cache and then the folder, if it is empty. On Windows, open files are
   * deleted when the process ends.
   *
   * @throws IOException if the folder cannot be read
   */
  public void delete() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    deleteFiles(CorpusCache::isOwn);
    deleteIfEmpty(folder);
  }

  /**
   * Deletes the files that this object has neither made nor read, such as those of earlier data,
   * vocabularies or filters. Use it only for a folder that no other run uses. On Windows, open
   * files are deleted when the process ends.
   *
   * @throws IOException if the folder cannot be read
   */
  public void deleteUnused() throws IOException {
    if (Files.isDirectory(folder)) {
      deleteFiles(file -> isRecords(file) && !used.contains(file));
    }
  }

  private void deleteFiles(Predicate<Path> chosen) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(chosen).toList();
    }
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        file.toFile().deleteOnExit();
      }
    }
  }

  private static boolean isRecords(Path file) {
    return file.getFileName().toString().matches("(?:texts|ids)-[0-9a-f]{32}\\.records");
  }

  private static boolean isOwn(Path file) {
    return isRecords(file) || file.getFileName().toString().equals(LOCK);
  }

  /**
   * Deletes a folder if it exists and is empty.
   *
   * @param folder may be missing
   * @throws IOException if it cannot be deleted
   */
  public static void deleteIfEmpty(Path folder) throws IOException {
    Objects.requireNonNull(folder, "folder");
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // stays
    }
  }

  Listener listener() {
    return listener;
  }

  /**
   * The pairs of corpora: from the cache if it has the pairs of the same files, else read and
   * stored. If a corpus can be read only once, they are stored in a temporary file.
   *
   * @param inputs the corpora in their order
   * @return all pairs, each read from the file at each access
   * @throws CorpusException as {@link PairReader#next} does
   * @throws IOException if a file cannot be read or written
   */
  public Corpora texts(List<CorpusInput> inputs) throws IOException {
    Require.elements(inputs, "inputs");
    TextsReading reading = new TextsReading(inputs, listener);
    if (!inputs.stream().allMatch(CorpusInput::repeatable)) {
      RecordFile texts = temporary(reading::writeTo);
      return reading.corpora(texts, "the copy of the training corpus");
    }
    Path file = folder.resolve("texts-" + key(reading.identity()) + ".records");
    return reading.corpora(stored(file, reading::writeTo), file.toString());
  }

  /**
   * Examples that are the same in every epoch.
   *
   * @param identity all that decides them, in text
   */
  Stored examples(String identity, RecordFormat.Examples format, Content content)
      throws IOException {
    Path file = folder.resolve("ids-" + key(identity) + ".records");
    RecordFile records = stored(file, content);
    return new Stored(RecordList.of(records, format, file.toString()), records.metadata());
  }

  /** Examples of one epoch, in a temporary file, which is deleted when nobody uses them. */
  Stored epoch(RecordFormat.Examples format, Content content) throws IOException {
    RecordFile records = temporary(content);
    return new Stored(RecordList.of(records, format, "the epoch's file"), records.metadata());
  }

  /** Examples and what their file says of them. */
  record Stored(List<Example> examples, Map<String, String> metadata) {}

  /** The format of examples by two vocabularies. */
  static RecordFormat.Examples format(Vocabulary source, Vocabulary target) {
    return new RecordFormat.Examples(source.size(), target.size());
  }

  private RecordFile stored(Path file, Content content) throws IOException {
    used.add(file);
    RecordFile existing = existing(file);
    if (existing != null) {
      return existing;
    }
    Files.createDirectories(folder);
    IN_PROCESS.lock();
    try (FileChannel lock =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(lock);
      RecordFile made = existing(file); // by another process, meanwhile
      if (made == null) {
        AtomicFile.write(file, out -> write(out, content));
        made = RecordFile.open(file);
      }
      return made;
    } finally {
      IN_PROCESS.unlock();
    }
  }

  /* Waits for other processes. Without locks, several may make the same file, of which the last
   * one stays. */
  private void lock(FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() == null) {
        listener.onNote("waiting for another process, which writes to " + folder);
        channel.lock();
      }
    } catch (IOException e) {
      listener.onNote(folder + " cannot be locked (" + e.getMessage() + ")");
    }
  }

  private @Nullable RecordFile existing(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    try {
      return RecordFile.open(file);
    } catch (CorpusException e) {
      listener.onNote(file + " is damaged and made again: " + e.getMessage());
      return null;
    }
  }

  private RecordFile temporary(Content content) throws IOException {
    Files.createDirectories(folder);
    AtomicFile.deleteAbandoned(folder.resolve(TEMPORARY));
    Path file = AtomicFile.temporaryName(folder.resolve(TEMPORARY));
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      write(out, content);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    RecordFile records = RecordFile.trusted(file);
    try {
      Files.delete(file); // its bytes stay until the file is closed
    } catch (IOException e) {
      file.toFile().deleteOnExit(); // Windows
    }
    return records;
  }

  private static void write(OutputStream out, Content content) throws IOException {
    RecordWriter writer = new RecordWriter(new BufferedOutputStream(out, BUFFER));
    writer.finish(content.writeTo(writer));
  }

  private static String key(String identity) {
    byte[] hash = Sha256.digest().digest(identity.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }
}
