package dev.thimble.cli;

import dev.thimble.corpus.PairCleaner.Finding;
import dev.thimble.corpus.SentencePair;
import dev.thimble.integrity.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the files that cleaning writes, and their writing. */
final class CleaningOutput {
  @Section("Output")
  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Write the pairs that are kept to a TSV file. The name of an output that is to be"
              + " compressed ends in .gz.")
  private @Nullable Path tsv;

  @Option(
      names = "--output-source",
      paramLabel = "FILE",
      description = "Write the source sides that are kept, one a line.")
  private @Nullable Path source;

  @Option(
      names = "--output-target",
      paramLabel = "FILE",
      description = "Write the target sides that are kept, one a line.")
  private @Nullable Path target;

  @Option(
      names = "--removed",
      paramLabel = "FILE",
      description =
          "Write the pairs that are removed, with columns separated by tabs: the rule, the file,"
              + " the line, what the rule has found, source and target.")
  private @Nullable Path removed;

  /** Writes all files while pairs are given to a sink. */
  @FunctionalInterface
  interface Content {
    void writeTo(Sink sink) throws IOException;
  }

  /** Takes pairs in the order of the corpus. */
  interface Sink {
    /** A pair that is kept. */
    void keep(SentencePair pair) throws IOException;

    /** A pair that is removed. */
    void remove(String file, SentencePair pair, Finding finding) throws IOException;
  }

  /** Refuses options that do not fit together. */
  void check() {
    boolean both = source != null && target != null;
    if ((tsv == null) == (source == null && target == null) || (tsv == null && !both)) {
      throw new WrongUsageException("give --output, or --output-source and --output-target");
    }
    List<Path> files = files();
    if (files.stream().map(file -> file.toAbsolutePath().normalize()).distinct().count()
        < files.size()) {
      throw new WrongUsageException("two outputs have the same name; give each its own");
    }
    for (Path file : files) {
      if (file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(xz|zst|bz2)")) {
        throw new WrongUsageException(
            file + " cannot be written in that format; outputs are plain text, or .gz");
      }
    }
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path file : new Path[] {tsv, source, target, removed}) {
      if (file != null) {
        files.add(file);
      }
    }
    return files;
  }

  /**
   * Writes all files. Each replaces its target when everything is written, or none does if the
   * content fails.
   */
  void write(Content content) throws IOException {
    write(files(), new ArrayList<>(), content);
  }

  private void write(List<Path> rest, List<Writer> opened, Content content) throws IOException {
    if (rest.isEmpty()) {
      content.writeTo(sink(opened));
      return;
    }
    AtomicFile.write(
        rest.get(0),
        out -> {
          OutputStream bytes = rest.get(0).toString().endsWith(".gz") ? gzip(out) : out;
          Writer writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
          opened.add(writer);
          write(rest.subList(1, rest.size()), opened, content);
          writer.flush();
          if (bytes instanceof GZIPOutputStream zipped) {
            zipped.finish();
          }
        });
  }

  private static OutputStream gzip(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, 1 << 16);
  }

  private Sink sink(List<Writer> writers) {
    int sides = tsv == null ? 2 : 1;
    return new Sink() {
      @Override
      public void keep(SentencePair pair) throws IOException {
        if (sides == 1) {
          line(writers.get(0), List.of(pair.source(), pair.target()));
        } else {
          writers.get(0).append(pair.source()).append('\n');
          writers.get(1).append(pair.target()).append('\n');
        }
      }

      @Override
      public void remove(String file, SentencePair pair, Finding finding) throws IOException {
        if (writers.size() > sides) {
          line(
              writers.get(sides),
              List.of(
                  finding.rule().name(),
                  file,
                  Long.toString(pair.line()),
                  finding.what(),
                  pair.source(),
                  pair.target()));
        }
      }
    };
  }

  /* A tab within a column becomes a space. */
  private static void line(Writer writer, List<String> columns) throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      writer.append(i == 0 ? "" : "\t").append(columns.get(i).replace('\t', ' '));
    }
    writer.append('\n');
  }
}
