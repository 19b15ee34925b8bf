package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.text.EntityKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PhraseListTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I read the book. | Je lis le livre. | the book=le livre",
        "The Book is here. | LE LIVRE est là. | The Book=LE LIVRE", // in any case
        "the book | le livre | the book=le livre",
        "the books | le livre | ''", // not a whole word
        "the book and the book | le livre | ''", // twice
        "the book | le livre, le livre | ''",
        "the book-shelf | le livre | ''", // part of a word
        "the book's end | le livre | the book=le livre",
        "a book | le livre | ''",
        "at three o'clock | à trois heures | three o'clock=trois heures", // the longest
        "three books | trois livres | three=trois",
        "twenty-three | trois | ''",
        "on Monday | le lundi | Monday=lundi", // brackets
        "It is $10. | C'est 10 €. | $10=10 €", // a currency sign
        "It is US$10. | C'est 10 €. | ''",
        "10 | 10 € | ''",
        "$10, please | 10 € | $10=10 €",
        "$10,000 | 10 € | ''", // part of a number
        "at 3 | à 3 h | 3=3",
        "at 3:30 | à 3 h | ''",
        "3% | 3 | ''",
        "1.3 | 3 | ''",
        "$3 | 3 | ''",
        ".3, | 3. | 3=3",
        "Monday | lundi | ''", // the context is missing
      })
  void phrasesAreFoundOnceBetweenOtherWords(String source, String target, String found)
      throws IOException {
    PhraseList phrases =
        list(
            """
            # comment

            three\ttrois\tNUMBER_MANY
            three o'clock\ttrois heures\tTIME
            the book\tle livre\tLINK, CODE,OPEN
            on [Monday]\tle [lundi]\tDATE
            $10\t10 €\tMONEY
            3\t3\tCODE
            """);
    assertThat(
            phrases.in(source, target).stream()
                .map(
                    match ->
                        source.substring(match.span().sourceStart(), match.span().sourceEnd())
                            + "="
                            + target.substring(
                                match.span().targetStart(), match.span().targetEnd())))
        .isEqualTo(found.isEmpty() ? List.of() : List.of(found));
  }

  @Test
  void matchHasTheKindsOfItsPhrase() throws IOException {
    PhraseList phrases = list("it\til\tLINK,CODE\nshe\telle\tHANDLE\n");
    List<PhraseList.Match> matches = phrases.in("She saw it.", "Elle vit il.");
    assertThat(matches)
        .extracting(PhraseList.Match::kinds)
        .containsExactly(List.of(EntityKind.HANDLE), List.of(EntityKind.LINK, EntityKind.CODE));
    assertThat(PhraseList.empty().in("She", "Elle")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\tb",
        "a\tb\tLINK\tc",
        "a\tb\tLINKS",
        "a\tb\tCLOSE",
        "a\tb\tEMPTY",
        "a\tb\t",
        "\tb\tLINK",
        "a\t \tLINK",
        "a!\tb\tLINK",
        "a\t¿b\tLINK",
        "$\t€\tLINK",
        "[a\tb\tLINK",
        "a]\tb\tLINK",
        "[]a\tb\tLINK",
        "]a[\tb\tLINK",
        "[a] [a]\tb\tLINK"
      })
  void otherLinesAreRefusedWithTheirNumber(String line) {
    assertThatThrownBy(() -> list("a\tb\tLINK\n" + line + "\n"))
        .isInstanceOf(CorpusException.class)
        .hasMessageStartingWith("list, line 2: '" + line + "' is not a source phrase, a tab,");
  }

  @Test
  void longWrongLineIsCut() {
    assertThatThrownBy(() -> list("x".repeat(200)))
        .hasMessageContaining("'" + "x".repeat(100) + "…'");
  }

  @Test
  @Timeout(5)
  void longLinesTakeLinearTime() throws IOException {
    PhraseList phrases = list("a b\tc d\tLINK\na\tc\tLINK\n");
    assertThat(phrases.in("a ".repeat(50_000), "c ".repeat(50_000))).isEmpty();
    assertThat(phrases.in("a b", "c".repeat(100_000))).isEmpty();
  }

  @Test
  void shippedListIsValid() throws IOException {
    try (TextLines lines = TextLines.open(Path.of("eval/recipes/en-fr.substitutions.tsv"))) {
      PhraseList phrases = PhraseList.read(lines);
      assertThat(lines.number()).isGreaterThan(500);
      assertThat(phrases.in("We met at six o'clock.", "Nous nous sommes vus à six heures."))
          .extracting(PhraseList.Match::kinds)
          .containsExactly(List.of(EntityKind.TIME));
    }
  }

  private static PhraseList list(String text) throws IOException {
    return PhraseList.read(
        new TextLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "list"));
  }
}
