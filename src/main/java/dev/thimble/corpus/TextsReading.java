package dev.thimble.corpus;

import dev.thimble.integrity.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads corpora into a file of texts. For one thread. */
final class TextsReading {
  private static final int REPORTED = 1 << 12; // pairs from one report to the next
  private static final String DATA = "data";

  private final List<CorpusInput> inputs;
  private final CorpusCache.Listener listener;
  private final Map<Path, List<Object>> states = new LinkedHashMap<>(); // when files were hashed

  TextsReading(List<CorpusInput> inputs, CorpusCache.Listener listener) {
    this.inputs = inputs;
    this.listener = listener;
  }

  /** What decides the texts: the formats, and the hashes of the files. */
  String identity() throws IOException {
    long total = size();
    StringBuilder identity = new StringBuilder("texts 1\n");
    long done = 0;
    for (CorpusInput input : inputs) {
      identity.append(input.format());
      for (Path file : input.files()) {
        if (!Files.isRegularFile(file)) {
          input.opener().open().close(); // reports what is wrong
        }
        states.put(file, state(file));
        identity.append(' ').append(digest(file, done, total));
        done += Files.size(file);
      }
      identity.append('\n');
    }
    return identity.toString();
  }

  /* In bytes; 0 if a file has no size, as a pipe. */
  private long size() throws IOException {
    long total = 0;
    for (CorpusInput input : inputs) {
      for (Path file : input.files()) {
        if (!Files.isRegularFile(file)) {
          return 0;
        }
        total += Files.size(file);
      }
    }
    return total;
  }

  private String digest(Path file, long before, long total) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[1 << 20];
    long done = before;
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        digest.update(buffer, 0, count);
        done += count;
        listener.onProgress("hashing bytes", Math.min(done, total), total);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Object> state(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return List.of(attributes.size(), attributes.lastModifiedTime());
  }

  /** Writes all pairs; the metadata names hash and number of lines of the files of each corpus. */
  Map<String, String> writeTo(RecordWriter records) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    long total = size();
    long bytes = 0; // of the inputs before
    for (int i = 0; i < inputs.size(); i++) {
      int before = records.records();
      try (PairReader reader = inputs.get(i).opener().open()) {
        for (SentencePair pair = reader.next(); pair != null; pair = reader.next()) {
          int number = records.records();
          records.add(RecordFormat.TEXTS.encode(number, pair));
          if (number % REPORTED == 0 && total > 0) {
            long done = Math.min(total, bytes + reader.bytes()); // if a file has grown
            listener.onProgress("reading bytes", done, total);
          }
        }
        bytes += reader.bytes();
        String files =
            reader.files().stream()
                .map(file -> file.sha256() + " " + file.lines())
                .collect(Collectors.joining(" "));
        metadata.put(DATA + i, (records.records() - before) + " " + files);
      }
    }
    for (Map.Entry<Path, List<Object>> hashed : states.entrySet()) {
      if (!state(hashed.getKey()).equals(hashed.getValue())) {
        throw new CorpusException(hashed.getKey() + " was changed while it was read; start again");
      }
    }
    return metadata;
  }

  /** What was written to a file. */
  CorpusCache.Corpora corpora(RecordFile texts, String name) {
    List<ParallelCorpus.CorpusFile> files = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    StringBuilder key = new StringBuilder("texts 1\n");
    for (int i = 0; i < inputs.size(); i++) {
      CorpusInput input = inputs.get(i);
      List<String> data = Arrays.asList(texts.metadata().getOrDefault(DATA + i, "").split(" ", -1));
      if (data.size() != 1 + 2 * input.files().size()) {
        throw new CorpusException(name + " lacks what it is made of; delete it");
      }
      sizes.add(Integer.parseInt(data.get(0)));
      key.append(input.format());
      for (int file = 0; file < input.files().size(); file++) {
        String sha256 = data.get(1 + 2 * file);
        long lines = Long.parseLong(data.get(2 + 2 * file));
        files.add(new ParallelCorpus.CorpusFile(input.files().get(file), sha256, lines));
        key.append(' ').append(sha256);
      }
      key.append('\n');
    }
    List<SentencePair> pairs = RecordList.of(texts, RecordFormat.TEXTS, name);
    return new CorpusCache.Corpora(new ParallelCorpus(pairs, files), sizes, key.toString());
  }
}
