package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.SentencePair;
import dev.thimble.text.MaskingConfig;
import dev.thimble.vocabulary.Vocabulary;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VocabulariesTest {
  @Test
  void languagesOfOneAlphabetShareAVocabulary() {
    Vocabularies made =
        trained(List.of(new SentencePair(1, "the cat called", "le chat la dé")), 1000, null);
    assertThat(made.source()).isSameAs(made.target());
    assertThat(pieces(made.source())).contains("c", "é");
    assertThat(made.toString()).isEqualTo("one vocabulary of " + made.source().size() + " pieces");
  }

  @Test
  void languagesWithFewLettersInCommonHaveAVocabularyEach() {
    Vocabularies made = // é and u are two of the target's nine letters
        trained(List.of(new SentencePair(1, "the cat called", "le chat élu")), 1000, null);
    assertThat(made.source()).isNotSameAs(made.target());
  }

  @Test
  void lettersAndPhonemesHaveAVocabularyEach() {
    Vocabularies made = trained(List.of(new SentencePair(1, "c a t", "K AE1 T")), 1000, null);
    assertThat(pieces(made.source())).contains("t").doesNotContain("T");
    assertThat(pieces(made.target())).contains("T").doesNotContain("t");
    assertThat(made.toString()).matches("vocabularies of \\d+ source and \\d+ target pieces");
  }

  @Test
  void textsOfALanguageModelHaveOneVocabulary() {
    Vocabularies made = trained(List.of(new SentencePair(1, "un chat", "un chat")), 999, null);
    assertThat(made.source()).isSameAs(made.target());
    assertThat(pieces(made.source())).contains("h");
  }

  @Test
  void vocabularyOfAModelThatMasksHasItsSymbolsAndNoPiecesOfEntities() {
    MaskingConfig masking = MaskedLanguages.parse("en-fr");
    List<SentencePair> pairs =
        List.of(
            new SentencePair(1, "call 555 555 555", "numéro 555 555 555"),
            new SentencePair(2, "a call is a clear call", "un appel clair"));
    Vocabularies made = trained(pairs, 8000, masking);
    assertThat(pieces(made.source())).containsAll(masking.symbols()).doesNotContain("55");
  }

  private static List<String> pieces(Vocabulary vocabulary) {
    return vocabulary.pieces(IntStream.range(0, vocabulary.size()).toArray());
  }

  private static Vocabularies trained(
      List<SentencePair> pairs, int size, @Nullable MaskingConfig masking) {
    return Vocabularies.trained(pairs, size, masking, (done, total) -> {});
  }
}
