package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.text.SentenceLayout;
import dev.thimble.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A text split into sentences and what stands around them: white space and the marks of {@link
 * SentenceLayout}. Immutable and thread-safe.
 */
final class SplitText {
  // before, between and after the sentences, so one gap more
  private final List<String> gaps;
  private final List<String> sentences;

  private SplitText(List<String> gaps, List<String> sentences) {
    this.gaps = List.copyOf(gaps);
    this.sentences = List.copyOf(sentences);
  }

  /** Splits a text by the rules of a language. Labels stay in their sentences. */
  static SplitText of(String text, Locale locale) {
    return of(text, locale, null);
  }

  /**
   * Splits a text by the rules of a language.
   *
   * @param copied whether a label before a colon, such as a speaker's name, belongs to the gaps;
   *     others are sentences of their own. Null if labels stay in their sentences
   */
  static SplitText of(String text, Locale locale, @Nullable Predicate<String> copied) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(locale, "locale");
    Builder split = new Builder();
    for (String part : SentenceSplitter.split(text, locale)) {
      split.addSentence(part, locale, copied);
    }
    return split.build();
  }

  /** The sentences, none blank, without white space at their ends. */
  List<String> sentences() {
    return sentences;
  }

  /**
   * The same gaps around other sentences, such as their translations.
   *
   * @throws IllegalArgumentException if the number of sentences differs
   */
  SplitText withSentences(List<String> others) {
    Require.elements(others, "others");
    if (others.size() != sentences.size()) {
      throw new IllegalArgumentException(
          others.size() + " sentences for a document of " + sentences.size());
    }
    return new SplitText(gaps, others);
  }

  /** The whole text: sentences and gaps. */
  String text() {
    StringBuilder text = new StringBuilder(gaps.get(0));
    for (int i = 0; i < sentences.size(); i++) {
      text.append(before(gaps.get(i + 1), sentences.get(i))).append(gaps.get(i + 1));
    }
    return text.toString();
  }

  /* A translation may end with a period, where "!" or "?" and more of them end the source. */
  private static String before(String gap, String sentence) {
    boolean marks = !gap.isEmpty() && SentenceLayout.isMark(gap.charAt(0));
    return marks && sentence.endsWith(".")
        ? sentence.substring(0, sentence.length() - 1)
        : sentence;
  }

  /** What stands before the sentence with this index, or after the last sentence. */
  String gap(int index) {
    return gaps.get(index);
  }

  /**
   * The same text with every sentence that does not fit cut until its parts fit: between words, or
   * between characters if there is no space near the middle. A single character is not cut.
   */
  SplitText cutUntil(Predicate<String> fits) {
    Builder split = new Builder();
    for (int i = 0; i < sentences.size(); i++) {
      split.gap.append(gaps.get(i));
      cut(sentences.get(i), fits, split);
    }
    split.gap.append(gaps.get(sentences.size()));
    return split.build();
  }

  /**
   * The same text with the known translations of sentences, which then belong to the gaps.
   *
   * @param known gives a sentence's translation, or null if it is to be translated
   */
  SplitText withKnown(Function<String, @Nullable String> known) {
    List<String> otherGaps = new ArrayList<>();
    List<String> others = new ArrayList<>();
    StringBuilder gap = new StringBuilder(gaps.get(0));
    for (int i = 0; i < sentences.size(); i++) {
      String translation = known.apply(sentences.get(i));
      if (translation == null) {
        otherGaps.add(gap.toString());
        others.add(sentences.get(i));
        gap.setLength(0);
      } else {
        gap.append(translation);
      }
      gap.append(gaps.get(i + 1));
    }
    otherGaps.add(gap.toString());
    return new SplitText(otherGaps, others);
  }

  /** The same sentences; controls around them that are no white space become spaces. */
  SplitText withoutControls() {
    return new SplitText(gaps.stream().map(SplitText::withoutControls).toList(), sentences);
  }

  private static String withoutControls(String gap) {
    StringBuilder plain = new StringBuilder(gap.length());
    gap.chars()
        .map(c -> Character.isISOControl(c) && "\t\n\r".indexOf(c) < 0 ? ' ' : c)
        .forEach(c -> plain.append((char) c));
    return plain.toString();
  }

  private static void cut(String sentence, Predicate<String> fits, Builder split) {
    int middle = SentenceSplitter.middle(sentence);
    if (middle == 0 || fits.test(sentence)) {
      split.add(sentence, SentenceLayout.trimmed(sentence));
    } else {
      cut(sentence.substring(0, middle), fits, split);
      cut(sentence.substring(middle), fits, split);
    }
  }

  /** Takes parts of a text in their order. */
  private static final class Builder {
    private final List<String> gaps = new ArrayList<>();
    private final List<String> sentences = new ArrayList<>();
    private final StringBuilder gap = new StringBuilder();

    void addSentence(String part, Locale locale, @Nullable Predicate<String> copied) {
      SentenceLayout layout = SentenceLayout.of(part, locale);
      String sentence = part.substring(layout.start(), layout.end());
      int length = copied == null ? 0 : SentenceLayout.labelLength(sentence);
      if (copied == null || length == 0) {
        add(part, layout);
        return;
      }
      int labelEnd = layout.start() + length;
      int rest = part.indexOf(':', labelEnd) + 1;
      if (copied.test(sentence.substring(0, length))) {
        gap.append(part, 0, rest);
      } else {
        add(part.substring(0, rest), new SentenceLayout(layout.start(), labelEnd));
      }
      addSentence(part.substring(rest, layout.end()), locale, null);
      gap.append(part, layout.end(), part.length());
    }

    /* What stands around the layout's part belongs to the gaps. */
    void add(String part, SentenceLayout layout) {
      String sentence = part.substring(layout.start(), layout.end());
      if (SentenceSplitter.isBlank(sentence)) {
        gap.append(part);
        return;
      }
      gap.append(part, 0, layout.start());
      gaps.add(gap.toString());
      sentences.add(sentence);
      gap.setLength(0);
      gap.append(part, layout.end(), part.length());
    }

    SplitText build() {
      gaps.add(gap.toString());
      return new SplitText(gaps, sentences);
    }
  }
}
