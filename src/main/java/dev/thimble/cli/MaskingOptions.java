package dev.thimble.cli;

import dev.thimble.checkpoint.Provenance;
import dev.thimble.corpus.PairMasker;
import dev.thimble.corpus.PhraseList;
import dev.thimble.corpus.SentencePair;
import dev.thimble.corpus.TextLines;
import dev.thimble.corpus.WordPairs;
import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of masked entities in training. */
final class MaskingOptions {
  private static final PairMasker.Shares DEFAULTS = PairMasker.Shares.defaults();

  @Section("Masked entities")
  @Option(
      names = "--mask-entities",
      paramLabel = "SOURCE-TARGET",
      description =
          "Replace numbers, times, links, names and the like by symbols that come through the"
              + " translation. The value is source and target language, such as en-fr. Within one"
              + " language, en-en, a title or summary copies by them what it likes. The"
              + " vocabularies must have the symbols: see 'thimble vocab --mask-entities'.")
  private @Nullable String maskEntities;

  @Option(
      names = "--substitutions",
      paramLabel = "FILE",
      description =
          "TSV file of source phrases, target phrases and the kinds of symbols that replace them in"
              + " training pairs, such as 'the book', 'le livre', 'LINK,CODE'; see"
              + " eval/recipes/en-fr.substitutions.tsv.")
  private @Nullable Path substitutions;

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--substitution-share",
      description = "Share of the places of such phrases that are replaced in an epoch.")
  private double substitutionShare = DEFAULTS.phrases();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--substitute-words",
      description =
          "Share of the pairs in which words that translate each other become symbols or get tags"
              + " around them, or in which a symbol is added at an end. The words are found in the"
              + " corpus; rare ones always become symbols. 0 is off.")
  private double substituteWords = DEFAULTS.words();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--single-words",
      description =
          "Share of the pairs in whose place a word of the pair and its translation stand alone, so"
              + " that the model learns to translate headings and answers of one word.")
  private double singleWords = DEFAULTS.single();

  /** What masks the training pairs, and the file of phrases if there is one. */
  record Masked(PairMasker masker, Provenance.@Nullable DataFile phrases) {}

  /**
   * The masking that is asked for, or that of the model that the run starts from; null for none.
   */
  @Nullable MaskingConfig config(CommandSpec spec, @Nullable StartingModel start) {
    MaskingConfig models = start == null ? null : start.masking();
    if (maskEntities == null) {
      if (models == null) {
        GivenOptions.refuse(spec, "needs --mask-entities", MaskingOptions.class);
      }
      return models;
    }
    MaskingConfig asked = MaskedLanguages.parse(maskEntities);
    if (start == null || models == null) {
      return asked;
    }
    if (!languages(models).equals(languages(asked))) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "--mask-entities is %s, but the model in %s masks %s; a run with --from keeps the"
                  + " model's masking",
              languages(asked),
              start.folder(),
              languages(models)));
    }
    return models;
  }

  private static String languages(MaskingConfig config) {
    return config.sourceLanguage() + "-" + config.targetLanguage();
  }

  /** Refuses a vocabulary without the symbols. */
  void check(MaskingConfig config, Vocabulary vocabulary, String side) {
    String missing = config.missingFrom(vocabulary.userDefinedSymbols());
    if (missing != null) {
      throw new WrongUsageException(
          "the "
              + side
              + " vocabulary lacks the symbol "
              + missing
              + ", which "
              + (maskEntities == null ? "the masking of --from" : "--mask-entities")
              + " needs; train it by 'thimble vocab --mask-entities "
              + languages(config)
              + "'");
    }
  }

  /** Prepares the masking of pairs, whose words it counts. */
  Masked masked(MaskingConfig config, List<SentencePair> pairs, @Nullable StartingModel start)
      throws IOException {
    Lexicon.Builder lexicon = new Lexicon.Builder();
    pairs.forEach(pair -> lexicon.add(pair.source(), pair.target()));
    Masking masking = new Masking(config, start == null ? lexicon.build() : start.lexicon(lexicon));
    boolean needsWords = substituteWords > 0 || singleWords > 0;
    WordPairs words = needsWords ? WordPairs.of(pairs) : WordPairs.empty();
    PairMasker.Shares shares =
        new PairMasker.Shares(substitutionShare, substituteWords, singleWords);
    if (substitutions == null) {
      return new Masked(new PairMasker(masking, PhraseList.empty(), words, shares), null);
    }
    try (TextLines lines = TextInput.open(substitutions)) {
      PhraseList phrases = PhraseList.read(lines);
      Path name = Path.of(lines.name()).getFileName();
      return new Masked(
          new PairMasker(masking, phrases, words, shares),
          new Provenance.DataFile(
              "substitutions", name.toString(), lines.digest(), lines.number()));
    }
  }

  /** The line of text that says how many symbols of each kind there are. */
  static String counts(Map<EntityKind, Long> symbols) {
    return symbols.entrySet().stream()
        .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
