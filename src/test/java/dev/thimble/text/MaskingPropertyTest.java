package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is masked comes back, whatever the text and the spans. */
class MaskingPropertyTest {
  private static final Lexicon LEXICON =
      Lexicon.parse(
          Stream.of("I", "is", "my", "the", "house", "Tom", "in", "groß", "ıslak")
              .map(word -> word + "\t20000")
              .toList(),
          "lexicon.txt");

  /** Between equal languages, an entity's translation is its own text. */
  private static final Masking MASKING = new Masking(MaskingConfig.of("en", "cy"), LEXICON);

  private static final Masking FRENCH = new Masking(MaskingConfig.of("en", "fr"), LEXICON);

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> parts =
        Arbitraries.of(
            "Tom",
            "is",
            "in",
            "the",
            "House",
            "Ingrid",
            "zorbifex",
            "é",
            "ß",
            "İ",
            "家",
            "😀",
            " ",
            " ",
            " ",
            ".",
            ",",
            "'",
            "-",
            "9:40",
            "$5.20",
            "12",
            "x.org",
            "a@b.de",
            "#tag",
            "<b>",
            "</b>",
            "<i>",
            "</i>",
            "<br/>",
            "⟦TIME_1⟧",
            "⟦OPEN_1⟧",
            "⟦",
            "⟧",
            "_",
            "\n",
            "\u0301",
            "\uD83D");
    return Arbitraries.oneOf(
        parts.list().ofMaxSize(25).map(list -> String.join("", list)),
        parts.list().ofMaxSize(25).map(list -> String.join(" ", list)),
        Arbitraries.strings().ofMaxLength(40));
  }

  /** A span of any text: its ends are cut to the text's. */
  private record Span(int start, int length, EntityKind kind) {
    Entity in(String text) {
      int from = Math.min(start, text.length());
      int to = Math.min(from + length, text.length());
      String words = text.substring(from, to);
      return new Entity(from, to, kind, words, words);
    }
  }

  @Provide
  Arbitrary<List<Span>> spans() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 60),
            Arbitraries.integers().between(0, 8),
            Arbitraries.of(EntityKind.class))
        .as(Span::new)
        .list()
        .ofMaxSize(12);
  }

  private static MaskedText masked(Masking masking, String text, List<Span> spans) {
    return masking.mask(text, spans.stream().map(span -> span.in(text)).toList());
  }

  @Property
  void unmaskedTextIsTheTextWithItsEntitiesTranslated(
      @ForAll("texts") String text, @ForAll("spans") List<Span> spans) {
    MaskedText masked = masked(MASKING, text, spans);

    // a text in capitals comes back in capitals, which ß does not survive
    String unmasked = masked.unmask(masked.text()).toUpperCase(Locale.ROOT);
    String expected = text.toUpperCase(Locale.ROOT);
    if (masked.fits()) {
      assertThat(unmasked).isEqualTo(expected);
    } else { // some symbols of the text itself may be escaped
      assertThat(withoutBrackets(unmasked)).isEqualTo(withoutBrackets(expected));
    }
  }

  private static String withoutBrackets(String text) {
    return text.replace('⟦', '[').replace('⟧', ']');
  }

  @Property
  void onlySymbolsOfTheTextItselfRemain(
      @ForAll("texts") String text, @ForAll("spans") List<Span> spans) {
    MaskedText masked = masked(FRENCH, text, spans);

    assertThat(symbols(masked.unmask(masked.text()))).isSubsetOf(symbols(text));
  }

  private static List<String> symbols(String text) {
    return new Symbols(FRENCH.config()).in(text).stream().map(Entity::key).toList();
  }

  @Property
  void symbolsOfTheTextAloneAreInAnyTranslation(
      @ForAll("texts") String text, @ForAll("texts") String translation) {
    assertThat(symbols(FRENCH.mask(text, List.of()).unmask(translation))).isSubsetOf(symbols(text));
  }

  @Property
  void pairHasTheSameSymbolsOnBothSides(
      @ForAll("texts") String source, @ForAll("texts") String target) {
    MaskedPair pair = FRENCH.maskPair(source, target, List.of());

    assertThat(symbols(pair.source())).containsExactlyInAnyOrderElementsOf(symbols(pair.target()));
  }
}
