package dev.thimble.cli;

import dev.thimble.corpus.Augmentation;
import dev.thimble.corpus.CorpusWeights;
import dev.thimble.corpus.PairMasker;
import dev.thimble.corpus.SourceNoise;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the changes that each epoch makes to the training pairs. */
final class AugmentationOptions {
  @Section("Augmentation")
  @Bounds(min = 0, max = 1)
  @Option(
      names = "--noise-lower-case",
      description =
          "Share of the sources that are put in lower case, as in chats; drawn anew in each"
              + " epoch, as all augmentation is.")
  private double lowerCase = SourceNoise.none().lowerCase();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--noise-unpunctuated",
      description =
          "Share of the sources that lose their punctuation marks, often together with their"
              + " capitals.")
  private double unpunctuated = SourceNoise.none().unpunctuated();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--noise-capitals",
      description =
          "Share of the sources that are put in capitals. Of no use with --mask-entities: such a"
              + " model translates capitals in sentence case and writes them in capitals again.")
  private double capitals = SourceNoise.none().capitals();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--noise-misspelt",
      description = "Share of the sources that get one or two typing errors.")
  private double misspelt = SourceNoise.none().misspelt();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--concatenate",
      description =
          "Share of the pairs that are joined with one to three other pairs, so that the model"
              + " learns longer texts; --max-length limits the result.")
  private double concatenate = Augmentation.none().concatenate();

  @Bounds(min = 0, max = 1)
  @Option(
      names = "--bpe-dropout",
      description =
          "Share of the merges that are skipped when training pairs are segmented, on both sides,"
              + " so that the model sees words in other pieces in each epoch (BPE-dropout); 0.1 is"
              + " usual. The vocabularies must be of byte-pair encoding. --max-length counts the"
              + " pieces of the epoch. 0 is off.")
  private double bpeDropout = Augmentation.none().bpeDropout();

  @Bounds(min = 0, max = 100, minExcluded = true)
  @Option(
      names = "--train-weight",
      paramLabel = "WEIGHT",
      description =
          "How often each pair of a training corpus appears in an epoch, by default once; may be"
              + " repeated. The first one belongs to the first --train-source, and so on. With 2.5,"
              + " each pair appears twice, and with probability 0.5, drawn anew in each epoch, a"
              + " third time. Each copy of a pair is augmented on its own. Words are counted for"
              + " --mask-entities as often.")
  private List<Double> trainWeights = new ArrayList<>();

  SourceNoise noise() {
    return WrongUsageException.ifInvalid(
        () -> new SourceNoise(lowerCase, unpunctuated, capitals, misspelt));
  }

  /** Refuses more weights than there are corpora. */
  void checkWeights(int corpora) {
    if (trainWeights.size() > corpora) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "--train-weight is given %d times, but there are %d training corpora",
              trainWeights.size(),
              corpora));
    }
  }

  /** How often the pairs of corpora of these sizes appear in an epoch. */
  CorpusWeights weights(List<Integer> sizes) {
    List<CorpusWeights.Part> parts = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      double weight = i < trainWeights.size() ? trainWeights.get(i) : 1;
      parts.add(new CorpusWeights.Part(sizes.get(i), weight));
    }
    return WrongUsageException.ifInvalid(() -> new CorpusWeights(parts));
  }

  Augmentation augmentation(@Nullable PairMasker masker) {
    return new Augmentation(noise(), concatenate, masker).withBpeDropout(bpeDropout);
  }

  /** Refuses a vocabulary without merges, which BPE-dropout needs. */
  void check(Vocabulary vocabulary, String side) {
    if (bpeDropout > 0 && !vocabulary.isBytePairEncoding()) {
      throw new WrongUsageException(
          "--bpe-dropout skips merges of byte-pair encoding, but the "
              + side
              + " vocabulary was not trained by it; train one by 'thimble vocab', or by"
              + " SentencePiece with --model_type=bpe");
    }
  }
}
