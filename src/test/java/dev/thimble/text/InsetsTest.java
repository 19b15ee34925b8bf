package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.text.Insets.Inset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsetsTest {
  /* A number in the place of each mark. */
  private static String visible(Insets insets, String text) {
    String shown = text;
    for (int i = 0; i < insets.all().size(); i++) {
      String mark = insets.all().get(i).mark();
      shown = mark.isEmpty() ? shown : shown.replace(mark, "<" + (i + 1) + ">");
    }
    return shown;
  }

  private static String texts(Insets insets) {
    return insets.all().stream().map(Inset::text).collect(Collectors.joining(" / "));
  }

  private static Insets insets(String sentence) {
    Insets insets = Insets.of(sentence, List.of(), true);
    assertThat(insets).isNotNull();
    return insets;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "The word \"dog\" is short. | The word <1> is short. | dog",
        "He said “Come in” and “Go”. | He said <1> and <2>. | Come in / Go",
        "Il dit « viens » et part. | Il dit <1> et part. | viens",
        "Er sagt „komm“ und geht. | Er sagt <1> und geht. | komm",
        "\"I am tired,\" he said. | <1>, he said. | I am tired",
        "\"Why?\" he asked. | <1> he asked. | Why?",
        "Tom said, \"I know.\" | Tom said, <1>. | I know",
        "He asked: \"Why?\" | He asked: <1> | Why?",
        "I bought bread (and tea) here. | I bought bread here. | and tea",
        "He is late (again). | He is late. | again",
        "(Really) I like tea. | I like tea. | Really",
        "He (“Tom”) is my [old] friend. | He is my friend. | “Tom” / old",
        "Tom – my best friend – is ill. | Tom is ill. | my best friend",
        "Tom—my best friend—is ill. | Tom is ill. | my best friend",
      })
  void quotationsAndParentheticalsAreTakenOut(String sentence, String outer, String texts) {
    Insets insets = insets(sentence);
    assertThat(visible(insets, insets.outer())).isEqualTo(outer);
    assertThat(texts(insets)).isEqualTo(texts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "I like tea.",
        "\"I like tea.\"", // nothing is left outside
        "Call (555) 1234 now.", // no letters
        "Bring your friend(s) along.",
        "A 5\" and a 6\" pipe",
        "f(x) is a function.",
        "He said \"I like tea.", // not closed
        "The (old man is here.",
        "It is 5 - 3 - 1 here.",
        "Paris – Lyon – Rome by train",
        "I like tea – and coffee.",
        "a (b) c (b) d (b) e (b) f (b) g (b) h (b) i (b) j (b) k", // too many
      })
  void otherSentencesStayWhole(String sentence) {
    assertThat(Insets.of(sentence, List.of(), true)).isNull();
  }

  @Test
  void quotationsStayInTheSentenceWhereTheirMarksWouldBeLost() {
    assertThat(Insets.of("The word \"dog\" is short.", List.of(), false)).isNull();
    assertThat(Insets.of("A \"dog\" (or cat) is here.", List.of(), false).outer())
        .isEqualTo("A \"dog\" is here.");
  }

  @Test
  void givenEntitiesAreNotCut() {
    String sentence = "I like \"hot dogs\" here.";
    Entity whole = new Entity(7, 17, EntityKind.TERM_CONSONANT, "x", "x");
    Entity inner = new Entity(8, 11, EntityKind.TERM_CONSONANT, "x", "x");
    Entity across = new Entity(2, 11, EntityKind.TERM_CONSONANT, "x", "x");
    assertThat(Insets.of(sentence, List.of(whole), true)).isNull();
    assertThat(Insets.of(sentence, List.of(across), true)).isNull();
    assertThat(Insets.of(sentence, List.of(inner), true)).isNotNull();
  }

  @Test
  void tagsOfOneElementStayTogether() {
    String open = new Mark(EntityKind.OPEN, 0).character();
    String close = new Mark(EntityKind.CLOSE, 0).character();
    assertThat(texts(insets("A (" + open + "b c) d" + close + " e"))).isEqualTo("b c) d");
    assertThat(Insets.of("A (" + open + "b) c" + close + " e", List.of(), false)).isNull();
    assertThat(Insets.of("A (" + open + "b" + close + " c) d", List.of(), true)).isNotNull();
  }

  @Test
  void elementOfSeveralWordsIsSetIn() {
    String open = new Mark(EntityKind.OPEN, 0).character();
    String close = new Mark(EntityKind.CLOSE, 0).character();
    Insets insets = insets("See the " + open + "next page" + close + ".");
    assertThat(visible(insets, insets.outer())).isEqualTo("See the <1>.");
    assertThat(joined(insets, "Vois la <1>.", "", "Page suivante."))
        .isEqualTo("Vois la " + open + "page suivante" + close + ".");
    for (String whole : List.of("word", "Please note:")) {
      assertThat(Insets.of("See " + open + whole + close + " here.", List.of(), true)).isNull();
    }
    assertThat(insets("A " + open + "dog" + close + " (or cat) is here.").all()).hasSize(1);
    assertThat(insets("A " + open + "dog (or cat)" + close + " is here.").all().get(0).text())
        .isEqualTo("dog (or cat)");
  }

  @Test
  void marksDifferFromThoseOfTheSentence() {
    String taken = new Mark(EntityKind.TERM_CONSONANT, Mark.MOST - 1).character();
    Insets insets = insets("I " + taken + " say \"yes\" here.");
    assertThat(insets.all().get(0).mark()).isNotEqualTo(taken);
  }

  @Test
  void sentenceThatHasEveryMarkStaysWhole() {
    StringBuilder all = new StringBuilder("a (b) ");
    for (int number = 0; number < Mark.MOST; number++) {
      all.append(new Mark(EntityKind.TERM_CONSONANT, number).character());
    }
    assertThat(Insets.of(all.toString(), List.of(), true)).isNull();
    assertThat(Insets.of(all + " \"c\"", List.of(), true)).isNull();
  }

  private static String joined(Insets insets, String translation, String lead, String... texts) {
    String marked = translation;
    for (int i = 0; i < insets.all().size(); i++) {
      marked = marked.replace("<" + (i + 1) + ">", insets.all().get(i).mark());
    }
    List<String> leads = insets.all().stream().map(inset -> lead).toList();
    return insets.join(marked, List.of(texts), leads, Locale.FRENCH);
  }

  @Test
  void translationOfAQuotationReplacesItsMark() {
    Insets insets = insets("He said “no” and “Go!” twice.");
    assertThat(joined(insets, "Il a dit <1> et <2> deux fois.", "", "Non.", "Va !"))
        .isEqualTo("Il a dit “non” et “Va !” deux fois.");
    assertThat(joined(insets, "Il a dit <1>.", "", "Non.", "Va !"))
        .isEqualTo("Il a dit “non”. “Va !”"); // never lost
  }

  @Test
  void sentenceThatEndsWithAQuotationGetsNoOtherMark() {
    assertThat(joined(insets("He asked: \"Why?\""), "Il a demandé : <1>.", "", "Pourquoi ?"))
        .isEqualTo("Il a demandé : \"Pourquoi ?\"");
    assertThat(joined(insets("He said, \"I know.\""), "Il a dit <1>.", "", "Je sais."))
        .isEqualTo("Il a dit \"Je sais\".");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "My boss (an old man) is ill. | Mon chef est malade. | Mon chef. | Un vieux. | Mon chef (un vieux) est malade.",
        "My boss (an old man) is ill. | Mon chef est malade. | Le patron. | Un vieux. | Mon chef est malade (un vieux).",
        "I am late (again). | Je suis en retard. | '' | Encore. | Je suis en retard (encore).",
        "I am late (again) | Je suis en retard | '' | Encore | Je suis en retard (encore)",
        "(Really) I am late. | Je suis en retard. | '' | Vraiment. | (Vraiment) Je suis en retard.",
        "Tom – my old friend – is ill. | Tom est malade. | Tom. | Mon ami. | Tom – mon ami – est malade.",
        "Tom—my old friend—is ill. | Tom est malade. | Tom. | Mon ami. | Tom — mon ami — est malade.",
      })
  void parentheticalFollowsTheTranslationOfWhatStandsBeforeIt(
      String sentence, String translation, String lead, String text, String whole) {
    assertThat(joined(insets(sentence), translation, lead, text)).isEqualTo(whole);
  }

  @Test
  void parentheticalsInOnePlaceKeepTheirOrder() {
    Insets insets = insets("I am late (you know) (as ever).");
    assertThat(joined(insets, "Je suis en retard.", "", "tu sais", "toujours"))
        .isEqualTo("Je suis en retard (tu sais) (toujours).");
  }

  @Test
  void acronymInBracketsIsCopied() {
    assertThat(insets("The union (EU) is big.").all().get(0).isCopied()).isTrue();
    assertThat(insets("The union (ours) is big.").all().get(0).isCopied()).isFalse();
    assertThat(insets("I say \"NO\" now.").all().get(0).isCopied()).isFalse();
  }

  @Test
  void numbersOfTextsMustAgree() {
    Insets insets = insets("I am late (again).");
    assertThatThrownBy(() -> insets.join("x", List.of(), List.of(""), Locale.FRENCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("0 texts and 1 leads for 1 insets");
  }

  @Property
  void nothingOfAnyTextIsLost(@ForAll("sentences") String sentence) {
    Insets insets = Insets.of(sentence, List.of(), true);
    if (insets != null) {
      List<String> texts = insets.all().stream().map(Inset::text).toList();
      List<String> leads = insets.all().stream().map(Inset::lead).toList();
      String joined = insets.join(insets.outer(), texts, leads, Locale.ROOT);
      assertThat(letters(joined)).isEqualTo(letters(sentence));
    }
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.of(
            "a", "b", " ", "(", ")", "\"", "“", "”", " – ", "—", ".", ",", "?", "c d", "[", "]")
        .list()
        .ofMaxSize(24)
        .map(parts -> String.join("", parts));
  }

  /* In any order, since a parenthetical may move. */
  private static List<Integer> letters(String text) {
    List<Integer> letters =
        new ArrayList<>(text.codePoints().filter(Character::isLetter).boxed().toList());
    letters.sort(null);
    return letters;
  }

  @Test
  @Timeout(30)
  void timeIsLinear() {
    for (String part : List.of("( [ “ « \" – ", "“", "(a", "\" a", "(a) ", "— a b", "(a “b) ")) {
      Insets insets = Insets.of("a " + part.repeat(30_000), List.of(), true);
      assertThat(insets == null || insets.all().size() <= 8).as(part).isTrue();
    }
  }
}
