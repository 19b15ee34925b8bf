package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.thimble.text.EntityKind;
import dev.thimble.text.Lexicon;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.text.PairedSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairMaskerTest {
  private static final Masking MASKING = new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty());
  private static final List<SentencePair> CORPUS =
      Stream.concat(
              Collections.nCopies(500, "0|0").stream(), // makes the words rarer
              Stream.of(
                      "the dog|le chien",
                      "the tree|l'arbre",
                      "old dog|vieux chien",
                      "old tree|vieux arbre",
                      "I know Tom|je connais Tom",
                      "I saw Mary|je vis Marie",
                      "Tom|Tom",
                      "Mary|Marie")
                  .flatMap(line -> Stream.of(line, line, line)))
          .map(line -> line.split("\\|"))
          .map(sides -> new SentencePair(1, sides[0], sides[1]))
          .toList();
  private static final WordPairs WORDS = WordPairs.of(CORPUS);

  @Test
  void phraseBecomesAnyOfItsSymbols() throws IOException {
    PairMasker masker = masker("the book\tle livre\tLINK,OPEN\n", new PairMasker.Shares(1, 0, 0));
    assertThat(forms(masker, "I read the book.", "Je lis le livre."))
        .containsExactlyInAnyOrder(
            "I read ⟦LINK⟧. | Je lis ⟦LINK⟧.",
            "I read ⟦OPEN⟧the book⟦CLOSE⟧. | Je lis ⟦OPEN⟧le livre⟦CLOSE⟧.");
  }

  @Test
  void wordAndItsTranslationStandAlone() {
    PairMasker masker =
        new PairMasker(MASKING, PhraseList.empty(), WORDS, new PairMasker.Shares(0, 0, 1));
    assertThat(forms(masker, "the dog", "le chien"))
        .containsExactlyInAnyOrder(
            "dog | chien",
            "Dog | Chien",
            "Dog. | Chien.",
            "dog dog | chien chien",
            "dog dog dog | chien chien chien");
  }

  @Test
  void pairWithoutKnownWordsStaysWhole() {
    PairMasker masker =
        new PairMasker(MASKING, PhraseList.empty(), WORDS, new PairMasker.Shares(0, 0, 1));
    assertThat(forms(masker, "a cat", "un chat")).containsExactly("a cat | un chat");
  }

  @Test
  void numbersOfSymbolsAreDrawn() throws IOException {
    PairMasker masker = masker("three\ttrois\tNUMBER_MANY\n", new PairMasker.Shares(1, 0, 0));
    RandomGenerator random = new SplittableRandom(1);
    Set<String> sources = new TreeSet<>();
    for (int i = 0; i < 200; i++) {
      MaskedPair pair = masker.mask("three", "trois", random);
      assertThat(pair.target()).isEqualTo(pair.source());
      sources.add(pair.source());
    }
    assertThat(sources).hasSize(8).contains("⟦NUMBER_MANY_1⟧", "⟦NUMBER_MANY_8⟧");
  }

  @Test
  void shareOfThePhrasesIsReplaced() throws IOException {
    PairMasker masker = masker("three\ttrois\tNUMBER_MANY\n", new PairMasker.Shares(0.3, 0, 0));
    RandomGenerator random = new SplittableRandom(1);
    double replaced =
        Stream.generate(() -> masker.mask("three", "trois", random))
            .limit(5000)
            .filter(pair -> !pair.source().equals("three"))
            .count();
    assertThat(replaced / 5000).isCloseTo(0.3, within(0.02));
  }

  @Test
  void wordsBecomeTermsAndNamesOrGetTags() {
    PairMasker masker =
        new PairMasker(MASKING, PhraseList.empty(), WORDS, new PairMasker.Shares(0, 1, 0));
    assertThat(forms(masker, "I know the old dog.", "Je connais le vieux chien."))
        .contains(
            "I know the old ⟦TERM_CONSONANT⟧. | Je connais le vieux ⟦TERM_CONSONANT⟧.",
            "I know the old ⟦OPEN⟧dog⟦CLOSE⟧. | Je connais le vieux ⟦OPEN⟧chien⟦CLOSE⟧.",
            "I know the ⟦OPEN⟧old dog⟦CLOSE⟧. | Je connais le ⟦OPEN⟧vieux chien⟦CLOSE⟧.",
            "⟦OPEN⟧I know the old dog.⟦CLOSE⟧ | ⟦OPEN⟧Je connais le vieux chien.⟦CLOSE⟧",
            "I know the old dog. ⟦EMOJI⟧ | Je connais le vieux chien. ⟦EMOJI⟧",
            "⟦HANDLE⟧ I know the old dog. | ⟦HANDLE⟧ Je connais le vieux chien.",
            "I know the ⟦TERM_CONSONANT⟧ ⟦TERM_CONSONANT⟧. | Je connais le ⟦TERM_CONSONANT⟧"
                + " ⟦TERM_CONSONANT⟧.");
    assertThat(forms(masker, "the tree", "l'arbre"))
        .contains("the ⟦TERM_VOWEL⟧ | l'⟦TERM_VOWEL⟧", "the tree ⟦LINK⟧ | l'arbre ⟦LINK⟧");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I saw Mary. | Je vis Marie. | I saw ⟦TERM_CONSONANT⟧. ; Je vis ⟦TERM_CONSONANT⟧.",
        "I saw Tom. | Je vis Tom. | I saw ⟦NAME_CONSONANT⟧. ; Je vis ⟦NAME_CONSONANT⟧.",
        "Tom is ill. | Tom est malade. | ⟦NAME_CONSONANT⟧ is ill. ; ⟦NAME_CONSONANT⟧ est malade.",
        "A dog | Un Chien | A ⟦TERM_CONSONANT⟧ ; Un ⟦TERM_CONSONANT⟧"
      })
  void sameCapitalizedWordInBothLanguagesIsAName(String source, String target, String masked) {
    PairMasker masker =
        new PairMasker(MASKING, PhraseList.empty(), WORDS, new PairMasker.Shares(0, 1, 0));
    assertThat(forms(masker, source, target)).contains(masked.replace(" ; ", " | "));
  }

  @Test
  void untrustedWordsAlwaysBecomeSymbols() {
    Lexicon lexicon = Lexicon.parse(List.of("the\t9", "old\t9", "tree\t9"), "lexicon");
    Masking masking = new Masking(MaskingConfig.of("en", "fr"), lexicon);
    PairMasker masker =
        new PairMasker(masking, PhraseList.empty(), WORDS, new PairMasker.Shares(0, 0, 0));
    assertThat(forms(masker, "the old dog", "le vieux chien"))
        .containsExactly("the old ⟦TERM_CONSONANT⟧ | le vieux ⟦TERM_CONSONANT⟧");
    assertThat(forms(masker, "the old tree", "le vieil arbre"))
        .containsExactly("the old tree | le vieil arbre");
  }

  @Test
  void namesThatAreCopiedAreLeftToTheMasking() {
    Lexicon lexicon = Lexicon.parse(List.of("know\t9"), "lexicon");
    Masking masking = new Masking(MaskingConfig.of("en", "fr"), lexicon);
    PairMasker masker =
        new PairMasker(masking, PhraseList.empty(), WORDS, new PairMasker.Shares(0, 0, 0));
    // one symbol for both names, as in a text to translate
    assertThat(forms(masker, "know Tom Mbeki", "connais Tom Mbeki"))
        .containsExactly("know ⟦NAME_CONSONANT⟧ | connais ⟦NAME_CONSONANT⟧");
  }

  @Test
  void entitiesOnOneSideMakeAPairUnclean() {
    PairMasker masker =
        new PairMasker(
            MASKING, PhraseList.empty(), WordPairs.empty(), PairMasker.Shares.defaults());
    RandomGenerator random = new SplittableRandom(1);
    assertThat(masker.mask("I have 12 books.", "J'ai 12 livres.", random).clean()).isTrue();
    assertThat(masker.mask("I have 12 books.", "J'ai des livres.", random).clean()).isFalse();
  }

  @Test
  void unequalEntitiesBecomeEqualByPhrases() throws IOException {
    PairMasker masker =
        masker(
            "[12]\t[douze]\tNUMBER_MANY\nten\tdix\tNUMBER_MANY\n", new PairMasker.Shares(0, 0, 0));
    assertThat(forms(masker, "I have 12 dogs.", "J'ai douze chiens."))
        .containsExactly("I have ⟦NUMBER_MANY⟧ dogs. | J'ai ⟦NUMBER_MANY⟧ chiens.");
    RandomGenerator random = new SplittableRandom(1);
    assertThat(masker.mask("12 or ten", "6 ou dix", random).clean()).isFalse();
  }

  @Test
  void spansMoveWithASymbolInFront() {
    Substitution substitution = new Substitution("a dog", "un chien");
    substitution.addWord(new PairedSpan(2, 5, 3, 8, EntityKind.TERM_CONSONANT));
    RandomGenerator front = sequence(9, 0, 0); // at an end, EMOJI, in front
    substitution.addAny(List.of(), front);
    MaskedPair pair = substitution.masked(MASKING, new SplittableRandom(1));
    assertThat(withoutNumbers(pair))
        .isEqualTo("⟦EMOJI⟧ a ⟦TERM_CONSONANT⟧ | ⟦EMOJI⟧ un ⟦TERM_CONSONANT⟧");
  }

  @Test
  void neighboursInOtherOrderAreWrappedTogether() {
    Substitution substitution = new Substitution("a red car", "une voiture rouge");
    List<PairedSpan> words =
        List.of(
            new PairedSpan(2, 5, 12, 17, EntityKind.TERM_CONSONANT),
            new PairedSpan(6, 9, 4, 11, EntityKind.TERM_CONSONANT));
    substitution.addAny(words, sequence(5, 0, 1)); // tags, around the first, and the second
    assertThat(withoutNumbers(substitution.masked(MASKING, new SplittableRandom(1))))
        .isEqualTo("a ⟦OPEN⟧red car⟦CLOSE⟧ | une ⟦OPEN⟧voiture rouge⟦CLOSE⟧");
  }

  @Test
  void wordsApartAreNotWrappedTogether() {
    Substitution substitution = new Substitution("red and car", "rouge et voiture");
    List<PairedSpan> words =
        List.of(
            new PairedSpan(0, 3, 0, 5, EntityKind.TERM_CONSONANT),
            new PairedSpan(8, 11, 9, 16, EntityKind.TERM_CONSONANT));
    substitution.addAny(words, sequence(5, 0, 1));
    assertThat(withoutNumbers(substitution.masked(MASKING, new SplittableRandom(1))))
        .isEqualTo("⟦OPEN⟧red⟦CLOSE⟧ and car | ⟦OPEN⟧rouge⟦CLOSE⟧ et voiture");
  }

  @Test
  void shippedPairsHoldTheSameEntitiesOnBothSides() throws IOException {
    List<SentencePair> pairs =
        ParallelCorpus.readTsv(Path.of("eval/recipes/entities.en-fr.tsv")).pairs();
    assertThat(pairs).hasSizeGreaterThan(500).doesNotHaveDuplicates();
    Set<EntityKind> kinds = new TreeSet<>();
    for (SentencePair pair : pairs) {
      MaskedPair masked = MASKING.maskPair(pair.source(), pair.target(), List.of());
      assertThat(masked.clean()).as(pair.source()).isTrue();
      kinds.addAll(Symbols.kinds(masked.source()));
    }
    Set<EntityKind> ruled = new TreeSet<>(Set.of(EntityKind.values()));
    ruled.removeIf(kind -> kind.name().startsWith("NAME_") || kind.name().startsWith("TERM_"));
    assertThat(kinds).containsAll(ruled);
  }

  @Test
  void settingsNameLanguagesAndShares() {
    PairMasker masker =
        new PairMasker(MASKING, PhraseList.empty(), WORDS, PairMasker.Shares.defaults());
    assertThat(new Augmentation(SourceNoise.none(), 0, masker).settings())
        .containsEntry("maskEntities", "en-fr (rules 1, all kinds, 8 symbols of each)")
        .containsEntry("substitutionShare", "0.3")
        .containsEntry("substituteWords", "0.1")
        .containsEntry("singleWords", "0.0");
    MaskingConfig few =
        new MaskingConfig(1, "en", "pt-BR", Set.of(EntityKind.TIME, EntityKind.DATE), 2);
    PairMasker other =
        new PairMasker(
            new Masking(few, Lexicon.empty()),
            PhraseList.empty(),
            WORDS,
            PairMasker.Shares.defaults());
    assertThat(new Augmentation(SourceNoise.none(), 0, other).settings())
        .containsEntry("maskEntities", "en-pt-BR (rules 1, [TIME, DATE], 2 symbols of each)");
    assertThat(Augmentation.none().settings()).containsEntry("maskEntities", "none");
    assertThat(masker.masking()).isSameAs(MASKING);
  }

  @Test
  void shareOutOfRangeIsNamed() {
    assertThatThrownBy(() -> new PairMasker.Shares(1.5, 0, 0))
        .hasMessage("phrases is 1.5; it must be from 0 to 1");
    assertThatThrownBy(() -> new PairMasker.Shares(0, 0, 2)).hasMessageContaining("single is 2");
    assertThatThrownBy(() -> new PairMasker.Shares(0, -1, 0)).hasMessageContaining("words is -1.0");
  }

  /* All forms of a pair among many draws, without the numbers of the symbols. */
  private static Set<String> forms(PairMasker masker, String source, String target) {
    RandomGenerator random = new SplittableRandom(1);
    Set<String> forms = new TreeSet<>();
    for (int i = 0; i < 500; i++) {
      forms.add(withoutNumbers(masker.mask(source, target, random)));
    }
    return forms;
  }

  private static String withoutNumbers(MaskedPair pair) {
    return (pair.source() + " | " + pair.target()).replaceAll("_[0-9]⟧", "⟧");
  }

  private static PairMasker masker(String phrases, PairMasker.Shares shares) throws IOException {
    TextLines lines =
        new TextLines(new ByteArrayInputStream(phrases.getBytes(StandardCharsets.UTF_8)), "list");
    return new PairMasker(MASKING, PhraseList.read(lines), WordPairs.empty(), shares);
  }

  /* A generator whose integers below a bound are the given ones, and whose booleans are theirs. */
  private static RandomGenerator sequence(int... numbers) {
    return new RandomGenerator() {
      private int at;

      @Override
      public int nextInt(int bound) {
        return numbers[at++];
      }

      @Override
      public boolean nextBoolean() {
        return numbers[at++] == 1;
      }

      @Override
      public long nextLong() {
        throw new AssertionError(Arrays.toString(numbers));
      }
    };
  }
}
