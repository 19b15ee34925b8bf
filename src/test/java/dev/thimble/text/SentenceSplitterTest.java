package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentenceSplitterTest {
  @Property
  void partsConcatenateToTheText(@ForAll String text) {
    assertThat(String.join("", SentenceSplitter.split(text, Locale.ROOT))).isEqualTo(text);
  }

  @Test
  void partKeepsTheSpaceAfterItsSentence() {
    assertThat(SentenceSplitter.split("One. Two.\nThree", Locale.ENGLISH))
        .containsExactly("One. ", "Two.", "\n", "Three");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '~',
      value = {
        // abbreviations and initials
        "en > Dr. Smith came. He left. > Dr. Smith came.|He left.",
        "en > Take e.g. this one. Eat fruit, e.g. Apples. > Take e.g. this one.|Eat fruit, e.g. Apples.",
        "en > J. K. Rowling wrote it. J.K. Rowling did. > J. K. Rowling wrote it.|J.K. Rowling did.",
        "en > so am i. You too. > so am i.|You too.",
        "en > It is a-b. Then c.1. Then «ab.» Ok. > It is a-b.|Then c.1.|Then «ab.»|Ok.",
        "en > George W. Bush won. So am I. You too. > George W. Bush won.|So am I.|You too.",
        "en > The U.S. Army came. He is Ph.D. Smith. > The U.S. Army came.|He is Ph.D. Smith.",
        "en > At 5 p.m. Then at 9 a.m. on Monday. > At 5 p.m.|Then at 9 a.m. on Monday.",
        "en > Mt. Everest, Jan. 5, St. Paul, Gov. Brown. > Mt. Everest, Jan. 5, St. Paul, Gov. Brown.",
        "en > Mr. and Mrs. Smith (cf. Brown). > Mr. and Mrs. Smith (cf. Brown).",
        "en > Apples, pears, etc. He left. > Apples, pears, etc.|He left.",
        "en > No. 5 is alive. I said no. No. Never. > No. 5 is alive.|I said no.|No.|Never.",
        "en > That Saturday in Jan. He left. > That Saturday in Jan.|He left.",
        "de > Das ist z. B. Otto, d.h. Er. Hr. Meier usw. > Das ist z. B. Otto, d.h. Er.|Hr. Meier usw.",
        "de > Sie wohnt Hauptstr. 5 bei Prof. Dr. Kunz. > Sie wohnt Hauptstr. 5 bei Prof. Dr. Kunz.",
        "fr > M. Dupont et Mme. Durand. Voir p. 5. Fin. > M. Dupont et Mme. Durand.|Voir p. 5.|Fin.",
        "fr > Il vit av. Foch. C'est à env. 3 km. > Il vit av. Foch.|C'est à env. 3 km.",
        "es > El Sr. López, pág. 5. ¿Y Ud. Ana? > El Sr. López, pág. 5.|¿Y Ud. Ana?",
        "it > Il dott. Bianchi, l'avv. Neri. Vedi pag. 5. > Il dott. Bianchi, l'avv. Neri.|Vedi pag. 5.",
        "it > Il sig. Rossi c'è. Fine. > Il sig. Rossi c'è.|Fine.",
        // numbers
        "en > It is 3.5 m. He left. > It is 3.5 m.|He left.",
        "en > I'm 5. 10 people came. Version 2.0. Ok. > I'm 5.|10 people came.|Version 2.0.|Ok.",
        "en > 1. Open the door. 2. Close it. > 1. Open the door.|2. Close it.",
        "en > It was in 1990. He left. > It was in 1990.|He left.",
        "de > Es war 1990. Er ging. > Es war 1990.|Er ging.",
        "en > 1990. It was cold. > 1990.|It was cold.",
        // several marks
        "en > Well... I know. Yes... no. > Well...|I know.|Yes... no.",
        "en > Well… I know. Yes… no. > Well…|I know.|Yes… no.",
        "en > What?! No!! Really?? Yes. > What?!|No!!|Really??|Yes.",
        "en > Wait . . . I know. Hm . . . ok. > Wait . . .|I know.|Hm . . . ok.",
        "en > I use it. .NET is good. > I use it.|.NET is good.",
        "fr > Quoi ? ! Non. > Quoi ? !|Non.",
        "en > Wait . Then go. > Wait .|Then go.",
        "en > ... > ...",
        "en > ? > ?",
        // quotation marks, brackets, tags
        "en > He said, “Come.” Then he left. > He said, “Come.”|Then he left.",
        "en > He said, \"Come.\" Then \"he\" left. > He said, \"Come.\"|Then \"he\" left.",
        "en > He said 'Go.' Then left. > He said 'Go.'|Then left.",
        "en > “Come!” he said. “Now.” > “Come!” he said.|“Now.”",
        "en > He came (late.) (She left.) [Yes.] > He came (late.)|(She left.)|[Yes.]",
        "en > He came. (he is late) > He came. (he is late)",
        "fr > Il dit : « Viens. » Puis « il » part. > Il dit : « Viens. »|Puis « il » part.",
        "de > Er sagte: „Komm.“ Dann ging er. > Er sagte: „Komm.“|Dann ging er.",
        "de > Er sagte: »Komm.« Dann ging er. > Er sagte: »Komm.«|Dann ging er.",
        // no space
        "en > Hello!How are you? Hello.How? > Hello!How are you?|Hello.How?",
        "en > Go to www.x.org. See x.org/a.b?C=d. Mail a.b@c.de! Now. > Go to www.x.org.|See x.org/a.b?C=d.|Mail a.b@c.de!|Now.",
        // other scripts
        "es > ¿Qué? ¡Ven! Hola. ¿qué tal? > ¿Qué?|¡Ven!|Hola.|¿qué tal?",
        "zh > 你好。你好吗？好！ 再见。 > 你好。|你好吗？|好！|再见。",
        "ja > 「行く。」彼は「来た。」と言った。 > 「行く。」|彼は「来た。」と言った。",
        "ru > Привет. Как дела? > Привет.|Как дела?",
        "el > Τι κάνεις; Καλά. > Τι κάνεις;|Καλά.",
        "en > Yes; Then. > Yes; Then.",
        "hi > नमस्ते। आप कैसे हैं? > नमस्ते।|आप कैसे हैं?",
        "ar > مرحبا. كيف حالك؟ جيد. > مرحبا.|كيف حالك؟|جيد.",
        "en > I like you. 😀 Do you? 😀 > I like you.|😀 Do you?|😀"
      })
  void sentenceEndsWhereReadersExpect(String language, String text, String sentences) {
    List<String> parts = SentenceSplitter.split(text, Locale.forLanguageTag(language));
    assertThat(String.join("|", parts.stream().map(String::strip).toList())).isEqualTo(sentences);
  }

  @ParameterizedTest
  @ValueSource(strings = {".", ". ", "a.", ".</", "« ", "'", "A. ", "1. ", "。", ".\"", "x", " "})
  @Timeout(20)
  void longLineIsSplitInLinearTime(String repeated) {
    String line = repeated.repeat(100_000);
    assertThat(String.join("", SentenceSplitter.split(line, Locale.ENGLISH))).isEqualTo(line);
  }

  @Test
  void closingTagBelongsToTheSentenceBeforeIt() {
    assertThat(SentenceSplitter.split("<b>One.</b> Two.</ Three", Locale.ENGLISH))
        .containsExactly("<b>One.</b> ", "Two.</ Three");
  }

  @Test
  void periodAfterANumberIsAnOrdinalInSomeLanguages() {
    String text = "Am 3. Mai kam er.";
    assertThat(SentenceSplitter.split(text, Locale.GERMAN)).containsExactly(text);
    assertThat(SentenceSplitter.split(text, Locale.ENGLISH))
        .containsExactly("Am 3. ", "Mai kam er.");
  }

  @ParameterizedTest
  @CsvSource({
    "one two three, 7", // the space nearest to the middle
    "abcdefgh, 4",
    "a bcdefgh, 4", // the space is not in the middle half
    "😀😀, 2",
    "e\u0301, 0", // one character
    "x, 0"
  })
  void longSentenceIsCutNearItsMiddle(String sentence, int middle) {
    assertThat(SentenceSplitter.middle(sentence)).isEqualTo(middle);
  }

  @Test
  void endlessMarksOnOneCharacterAreCut() {
    assertThat(SentenceSplitter.middle("e" + "\u0301".repeat(31))).isZero();
    assertThat(SentenceSplitter.middle("e" + "\u0301".repeat(33))).isEqualTo(17);
  }

  @Test
  void whiteSpaceControlsAndInvisibleCharactersAreBlank() {
    assertThat(List.of("", " \t\u00A0", "\u2581", "\u200B\uFEFF\u0001"))
        .allMatch(SentenceSplitter::isBlank);
    assertThat(SentenceSplitter.isBlank(" a ")).isFalse();
  }
}
