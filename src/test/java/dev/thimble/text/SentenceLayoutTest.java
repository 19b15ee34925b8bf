package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceLayoutTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "- |I like tea.|",
        "— |I like tea.|",
        "* |I like tea.|",
        "•|I like tea.|",
        "> > |I like tea.|",
        "## |Tea and coffee|",
        "[x] |Buy tea.|",
        "(5) |I like tea.|",
        "5) |I like tea.|",
        "5. |I like tea.|",
        "2.1. |I like tea.|",
        "[12] |I like tea.|",
        "a) |I like tea.|",
        "(iv) |I like tea.|",
        "Q: |Do you like tea?|",
        "- (1) |I like tea.|",
        "(|I like tea.|)",
        "(|I like tea|).",
        "[|I like tea.|]",
        "\"|I like tea.|\"",
        "“|I like tea.|”",
        "« |J'aime le thé.| »",
        "**|I like tea.|**",
        "1) \"|I like tea.|\"",
        "(|I like tea.|", // the first sentence in brackets
        "|I like tea.|)",
        "|I like tea| :-)",
        "|I like tea.| :) ;)",
        "(|I like tea| :D)",
        ":-) |I like tea.|",
        "(1024) |I like tea.|",
        "|I like tea!|!!",
        "|Do you like tea?|!",
        "|Do you like tea?|??? :)",
        "|Do you like tea!?|!!",
        "\"|I like tea!|!\"",
        "|お茶は好き？|！！",
      })
  void marksAroundASentenceAreNotTranslated(String marked) {
    assertThat(split(marked.replace("|", ""), "en")).isEqualTo(marked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I like tea.",
        "-5 degrees are cold.",
        "2.1 million people came.",
        "1995. That was a good year.",
        "I am here.",
        "A friend came.",
        "(Really) I like tea.",
        "I like tea (and coffee).",
        "(This) and (that)",
        "\"Go!\" and \"Stop!\"",
        "\"I like tea,\" he said.",
        "\"I like tea.", // the first sentence of a quotation, whose next has the other mark
        "*Tea* and *coffee*",
        "C'est l'été",
        "Note: the shop is closed.",
        "(5)",
        "- 12.50",
        ":-)",
        "()",
        "(",
        "***",
        "I like tea!",
        "?!",
        "Tea? Yes!",
      })
  void otherSentencesAreWhole(String sentence) {
    assertThat(split(sentence, "en")).isEqualTo("|" + sentence + "|");
  }

  @ParameterizedTest
  @CsvSource({"en,'3. '", "fr,'3. '", "de,''", "hu,''", "und,''"})
  void numberWithAPeriodIsAnOrdinalInSomeLanguages(String language, String mark) {
    assertThat(split("3. Oktober", language)).startsWith(mark + "|");
    assertThat(split("3) Oktober", language)).isEqualTo("3) |Oktober|");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "Tom: Come in! > Tom",
        "Tom : Viens ! > Tom",
        "Mr. Smith: “Come in!” > Mr. Smith",
        "Jean-Luc O'Neil: No. > Jean-Luc O'Neil",
        "Step 2: Open the door. > Step 2",
        "PS: I love you. > PS",
        "He said: Come in! > ''",
        "Tom: come in! > ''",
        "Opening hours: See the door. > ''",
        "One Two Three Four: Five > ''",
        "It is 5: Go! > ''",
        "Tom:Come in! > ''",
        "Tom > ''",
      })
  void labelStandsBeforeAColonAndASentence(String sentence, String label) {
    assertThat(sentence.substring(0, SentenceLayout.labelLength(sentence))).isEqualTo(label);
  }

  @Property
  void partHasNoWhiteSpaceAtItsEnds(@ForAll String text) {
    SentenceLayout layout = SentenceLayout.of(text, Locale.ENGLISH);
    String part = text.substring(layout.start(), layout.end());
    assertThat(part).isEqualTo(part.strip());
  }

  private static String split(String sentence, String language) {
    SentenceLayout layout = SentenceLayout.of(sentence, Locale.forLanguageTag(language));
    return sentence.substring(0, layout.start())
        + "|"
        + sentence.substring(layout.start(), layout.end())
        + "|"
        + sentence.substring(layout.end());
  }
}
