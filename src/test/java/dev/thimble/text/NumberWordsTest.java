package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberWordsTest {
  private static final Lexicon LEXICON =
      Lexicon.parse(
          Stream.of("two", "seven", "ten", "twenty", "hundred", "thousand", "first", "second")
              .map(word -> word + "\t100")
              .toList(),
          "lexicon.txt");

  private static String inDigits(String text) {
    return Edit.apply(NumberWords.in(text, LEXICON), text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "She is twenty-five years old. | She is 25 years old.",
        "TWENTY FIVE people | 25 people",
        "Twelve men and nineteen women | 12 men and 19 women",
        "a sixteen-year-old boy | a 16-year-old boy",
        "one hundred and five | 105",
        "two hundred fifty-one | 251",
        "three hundred | 300",
        "thirty-two thousand | 32,000",
        "five thousand four hundred and ten | 5410",
        "nine hundred ninety-nine thousand nine hundred ninety-nine | 999,999",
        "in nineteen eighty-four | in 1984",
        "in twenty sixteen | in 2016",
        "the twenty-first day | the 21st day",
        "the eleventh floor | the 11th floor",
        "the one hundred and second man | the 102nd man",
        "ninety, sixty | 90, 60",
        "8 million people | 8,000,000 people",
        "1.5 billion euros | 1,500,000,000 euros",
        "2 thousand men | 2000 men",
        "$5 million. | $5,000,000.",
        "US$ 2.25 million | US$ 2,250,000",
      })
  void numbersWithWordsAreWrittenInDigits(String text, String digits) {
    assertThat(inDigits(text)).isEqualTo(digits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one of two men", // what a model knows
        "twenty men",
        "two hundred men",
        "ten thousand men",
        "a hundred men",
        "the first and the second",
        "the third man", // small ordinals are often fractions
        "8 million.", // a model reads this well
        "millions of people",
        "a five and a six",
        "x8 million people",
        "1.2.3 million people",
        "twentyfive",
      })
  void othersStay(String text) {
    Lexicon more =
        Lexicon.parse(
            Stream.concat(LEXICON.lines().stream(), Stream.of("five\t100", "six\t100")).toList(),
            "lexicon.txt");
    assertThat(NumberWords.in(text, more)).isEmpty();
  }

  @Test
  void everyNumberBelowAThousandIsRead() {
    List<String> ones =
        List.of(
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    List<String> tens =
        List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    for (int number = 2; number < 1000; number++) {
      int below = number % 100;
      String spelled =
          below == 0 ? "" : below < 20 ? ones.get(below - 1) : tens.get(below / 10 - 2);
      spelled += below > 20 && below % 10 > 0 ? "-" + ones.get(below % 10 - 1) : "";
      String hundreds = number < 100 ? "" : ones.get(number / 100 - 1) + " hundred";
      String joint = hundreds.isEmpty() || spelled.isEmpty() ? "" : " and ";
      String text = hundreds + joint + spelled;
      assertThat(Edit.apply(NumberWords.in(text, Lexicon.empty()), text))
          .isEqualTo(Integer.toString(number));
    }
  }

  @Test
  void numbersInWordsAreMaskedInSourcesAlone() {
    Masking masking = new Masking(MaskingConfig.of("en", "fr"), LEXICON);
    MaskedText masked = masking.mask("two or thirty-two thousand, $5 million", List.of());
    assertThat(masked.text()).contains("two", "⟦NUMBER_MANY_1⟧, ⟦MONEY_1⟧");
    assertThat(masked.unmask("⟦NUMBER_MANY_1⟧, ⟦MONEY_1⟧"))
        .isEqualTo("32\u202F000, 5\u202F000\u202F000\u00A0$");
    assertThat(masking.maskPair("two twelve", "deux douze", List.of()).clean()).isTrue();
    assertThat(
            new Masking(MaskingConfig.of("en", "fr"), Lexicon.empty())
                .mask("twelve", List.of())
                .text())
        .isEqualTo("twelve");
    assertThat(
            new Masking(MaskingConfig.of("de", "fr"), LEXICON).mask("twelve two", List.of()).text())
        .doesNotContain("NUMBER");
  }

  @Test
  @Timeout(30)
  void timeIsLinear() {
    for (String part :
        List.of("twenty ", "one hundred and ", "twenty-", "1 million ", "1", "$ 1 ")) {
      assertThat(NumberWords.in(part.repeat(30_000), LEXICON)).as(part).isNotNull();
    }
  }
}
