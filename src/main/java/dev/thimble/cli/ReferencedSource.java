package dev.thimble.cli;

import dev.thimble.corpus.BilingualText.Side;
import dev.thimble.corpus.CorpusException;
import dev.thimble.corpus.SentencePair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of a source with references, to which something is fitted. */
final class ReferencedSource {
  @Section("Dev set")
  @Option(
      names = "--source",
      required = true,
      paramLabel = "FILE",
      description =
          "Source sentences, one a line, or without --reference a file of both sides: TSV, TMX or"
              + " XLIFF.")
  private Path source;

  @Option(
      names = "--reference",
      paramLabel = "FILE",
      description =
          "Reference translations; repeat the option for several references. Of a TMX or XLIFF file,"
              + " the target is read.")
  private List<Path> files = new ArrayList<>();

  @Mixin private Languages languages;

  /**
   * The texts.
   *
   * @param name of the source, for messages
   * @param files the lines of each file of references
   */
  record Lines(String name, List<String> sources, List<List<String>> files) {
    /** The references of each line. */
    List<List<String>> references() {
      List<List<String>> references = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        int line = i;
        references.add(files.stream().map(file -> file.get(line)).toList());
      }
      return references;
    }
  }

  /**
   * Reads all files.
   *
   * @param use ends the message if the source is empty, as in "nothing to tune on"
   * @throws CorpusException if the source is empty, a file has another number of lines, or without
   *     references a line has not both sides
   */
  Lines read(String use) throws IOException {
    Lines lines = files.isEmpty() ? pairs() : aligned();
    if (lines.sources().isEmpty()) {
      throw new CorpusException(lines.name() + " is empty; there is nothing to " + use);
    }
    return lines;
  }

  private Lines pairs() throws IOException {
    List<SentencePair> pairs = TextInput.corpus(source, null, languages.pair()).pairs();
    return new Lines(
        TextInput.name(source),
        pairs.stream().map(SentencePair::source).toList(),
        List.of(pairs.stream().map(SentencePair::target).toList()));
  }

  private Lines aligned() throws IOException {
    List<String> sources = TextInput.readAll(source, languages.of(Side.SOURCE));
    List<List<String>> references = new ArrayList<>();
    for (Path file : files) {
      List<String> lines = TextInput.readAll(file, languages.of(Side.TARGET));
      if (lines.size() != sources.size()) {
        throw new CorpusException(
            String.format(
                Locale.ROOT,
                "%s has %d lines, but %s has %d; they must be aligned by line",
                TextInput.name(file),
                lines.size(),
                TextInput.name(source),
                sources.size()));
      }
      references.add(lines);
    }
    return new Lines(TextInput.name(source), sources, references);
  }
}
