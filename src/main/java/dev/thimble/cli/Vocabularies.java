package dev.thimble.cli;

import dev.thimble.corpus.SentencePair;
import dev.thimble.text.MaskingConfig;
import dev.thimble.text.SpelledEntities;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.MergeListener;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The vocabularies of a run; the same object on both sides if they share one. */
record Vocabularies(Vocabulary source, Vocabulary target) {
  /** The least share of the target's letters that also occur in the source, for one vocabulary. */
  private static final double SHARED_ALPHABET = 0.8;

  /**
   * Trains vocabularies on a corpus: one if its languages share an alphabet, else one for each
   * side.
   *
   * @param size the most pieces of a vocabulary; a short text or a small alphabet yields fewer
   * @param masking what the model masks; null for nothing
   */
  static Vocabularies trained(
      List<SentencePair> pairs, int size, @Nullable MaskingConfig masking, MergeListener listener) {
    List<String> symbols = masking == null ? List.of() : masking.symbols();
    VocabularyConfig config =
        VocabularyConfig.defaults().withSize(size).withUserDefinedSymbols(symbols);
    if (!shareAlphabet(pairs)) {
      return new Vocabularies(
          train(() -> pairs.stream().map(SentencePair::source), config, masking, listener),
          train(() -> pairs.stream().map(SentencePair::target), config, masking, listener));
    }
    Vocabulary joint =
        train(
            () ->
                Stream.concat(
                    pairs.stream().map(SentencePair::source),
                    pairs.stream().map(SentencePair::target)),
            config,
            masking,
            listener);
    return new Vocabularies(joint, joint);
  }

  private static Vocabulary train(
      Supplier<Stream<String>> lines,
      VocabularyConfig config,
      @Nullable MaskingConfig masking,
      MergeListener listener) {
    UnaryOperator<String> read =
        masking == null ? UnaryOperator.identity() : new SpelledEntities(masking);
    return BytePairTrainer.trainUpTo(() -> lines.get().map(read).iterator(), config, listener);
  }

  private static boolean shareAlphabet(List<SentencePair> pairs) {
    BitSet alphabet = new BitSet();
    pairs.forEach(pair -> pair.source().codePoints().forEach(alphabet::set));
    long letters = 0;
    long shared = 0;
    for (SentencePair pair : pairs) {
      int[] target = pair.target().codePoints().filter(Character::isLetter).toArray();
      letters += target.length;
      for (int letter : target) {
        shared += alphabet.get(letter) ? 1 : 0;
      }
    }
    return shared >= SHARED_ALPHABET * letters;
  }

  /** For the user. */
  @Override
  public String toString() {
    return source == target
        ? String.format(Locale.ROOT, "one vocabulary of %,d pieces", source.size())
        : String.format(
            Locale.ROOT,
            "vocabularies of %,d source and %,d target pieces",
            source.size(),
            target.size());
  }
}
