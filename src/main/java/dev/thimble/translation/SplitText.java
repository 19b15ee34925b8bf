package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.text.SentenceSplitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A text split into sentences and the white space around them. Immutable and thread-safe. */
final class SplitText {
  // white space before, between and after the sentences, so one gap more
  private final List<String> gaps;
  private final List<String> sentences;

  private SplitText(List<String> gaps, List<String> sentences) {
    this.gaps = List.copyOf(gaps);
    this.sentences = List.copyOf(sentences);
  }

  /** Splits a text by the rules of a language. */
  static SplitText of(String text, Locale locale) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(locale, "locale");
    return assemble(SentenceSplitter.split(text, locale));
  }

  /** The sentences, none blank, without white space at their ends. */
  List<String> sentences() {
    return sentences;
  }

  /**
   * The same white space around other sentences, such as their translations.
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

  /** The whole text: sentences and white space. */
  String text() {
    StringBuilder text = new StringBuilder(gaps.get(0));
    for (int i = 0; i < sentences.size(); i++) {
      text.append(sentences.get(i)).append(gaps.get(i + 1));
    }
    return text.toString();
  }

  /** The white space before the sentence with this index, or after the last sentence. */
  String gap(int index) {
    return gaps.get(index);
  }

  /**
   * The same text with every sentence that does not fit cut until its parts fit: between words, or
   * between characters if there is no space near the middle. A single character is not cut.
   */
  SplitText cutUntil(Predicate<String> fits) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      parts.add(gaps.get(i));
      cut(sentences.get(i), fits, parts);
    }
    parts.add(gaps.get(sentences.size()));
    return assemble(parts);
  }

  /**
   * The same text with the known translations of sentences, which then count as white space.
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

  private static void cut(String sentence, Predicate<String> fits, List<String> parts) {
    int middle = SentenceSplitter.middle(sentence);
    if (middle == 0 || fits.test(sentence)) {
      parts.add(sentence);
    } else {
      cut(sentence.substring(0, middle), fits, parts);
      cut(sentence.substring(middle), fits, parts);
    }
  }

  /* Moves the white space at the ends of each part into the gaps. */
  private static SplitText assemble(List<String> parts) {
    List<String> gaps = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    StringBuilder gap = new StringBuilder();
    for (String part : parts) {
      int from = 0;
      int to = part.length();
      while (from < to && SentenceSplitter.isBlank(part.charAt(from))) {
        from++;
      }
      while (from < to && SentenceSplitter.isBlank(part.charAt(to - 1))) {
        to--;
      }
      gap.append(part, 0, from);
      if (from < to && !SentenceSplitter.isBlank(part.substring(from, to))) {
        gaps.add(gap.toString());
        sentences.add(part.substring(from, to));
        gap.setLength(0);
        gap.append(part, to, part.length());
      } else {
        gap.append(part, from, part.length());
      }
    }
    gaps.add(gap.toString());
    return new SplitText(gaps, sentences);
  }
}
