package dev.thimble.translation;

import dev.thimble.integrity.Require;
import dev.thimble.text.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * The sentences of a text, an HTML page or an XLIFF file, so that its translation keeps everything
 * else: paragraphs, line breaks, indents and mark-up. Immutable and thread-safe.
 *
 * <p>In plain text, a line break ends a sentence, so first unwrap text that is wrapped at a fixed
 * width.
 */
public final class Document {
  private final Layout layout;
  private final boolean hasTags;
  private final List<String> sentences;
  private final List<Translation> translations; // of which the sentences are the texts, if any

  /** The places of the sentences. */
  @FunctionalInterface
  interface Layout {
    /** The whole document with these sentences. */
    String text(List<String> sentences);
  }

  private Document(
      Layout layout, boolean hasTags, List<String> sentences, List<Translation> translations) {
    this.layout = layout;
    this.hasTags = hasTags;
    this.sentences = List.copyOf(sentences);
    this.translations = List.copyOf(translations);
  }

  /**
   * Splits a text of unknown language.
   *
   * @param text any; may be blank
   * @return a document of its sentences
   */
  public static Document of(String text) {
    return of(text, Locale.ROOT);
  }

  /**
   * Splits a text by the rules of a language.
   *
   * @param text any; may be blank
   * @param locale of the text's language
   * @return a document of its sentences
   */
  public static Document of(String text, Locale locale) {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(locale, "locale");
    SplitText split = SplitText.of(text, locale);
    return new Document(
        others -> split.withSentences(others).text(), false, split.sentences(), List.of());
  }

  /**
   * Splits the text of an HTML page or fragment by the rules of a language. Sentences are the text
   * of the blocks and of the attributes {@code alt}, {@code title}, {@code placeholder} and {@code
   * aria-label}. Code, scripts, styles and elements with {@code translate="no"} or of the class
   * {@code notranslate} stay as they are.
   *
   * <p>In {@link #sentences}, a private-use character stands for a tag inside a sentence. A model
   * that masks entities copies it to the translation, and {@link #text} replaces it by the tag.
   * Needs jsoup on the class path.
   *
   * @param html a page or a fragment
   * @param locale of the page's language
   * @return a document of its sentences
   * @throws IllegalStateException if jsoup is missing
   */
  public static Document ofHtml(String html, Locale locale) {
    Objects.requireNonNull(html, "html");
    Objects.requireNonNull(locale, "locale");
    try {
      HtmlLayout layout = new HtmlLayout(html, locale);
      return of(layout, layout.sentences());
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "Document.ofHtml needs jsoup; add the dependency org.jsoup:jsoup", e);
    }
  }

  /**
   * The units of an XLIFF 1.2 file that are to be translated, split by the rules of its source
   * language. A unit stays as it is if it is approved, is not to be translated, or has a target
   * that is not empty, differs from the source, and is not in the state {@code new} or {@code
   * needs-translation}. {@link #text} is the file with new targets in the state {@code
   * needs-review-translation}; the rest of the file does not change. If the source is segmented
   * ({@code seg-source}), the target has the same segments.
   *
   * <p>In {@link #sentences}, a private-use character stands for an inline tag, as in {@link
   * #ofHtml}.
   *
   * @param xliff a whole file
   * @return a document of the units' sentences
   * @throws IllegalArgumentException if the file is damaged, is not XLIFF 1.2, or declares
   *     entities; the message names the line
   */
  public static Document ofXliff(String xliff) {
    XliffLayout layout = new XliffLayout(Objects.requireNonNull(xliff, "xliff"));
    return of(layout, layout.sentences());
  }

  private static Document of(Layout layout, List<String> sentences) {
    boolean hasTags = sentences.stream().anyMatch(s -> !s.equals(Mark.withoutMarks(s)));
    return new Document(layout, hasTags, sentences, List.of());
  }

  /**
   * {@return the sentences, none blank, without white space at their ends and without bullets, list
   * numbers, brackets and other marks around a whole sentence, which {@link #text} keeps}
   */
  public List<String> sentences() {
    return sentences;
  }

  /**
   * {@return the same document with other sentences, such as their translations}
   *
   * @param others as many as there are sentences
   * @throws IllegalArgumentException if the number of sentences differs
   */
  public Document withSentences(List<String> others) {
    Require.elements(others, "others");
    checkNumber(others);
    return new Document(layout, hasTags, others, List.of());
  }

  /**
   * {@return the same document with translations of its sentences}
   *
   * @param others as many as there are sentences
   * @throws IllegalArgumentException if the number of sentences differs
   */
  public Document withTranslations(List<Translation> others) {
    Require.elements(others, "others");
    checkNumber(others);
    List<String> texts = others.stream().map(Translation::text).toList();
    return new Document(layout, hasTags, texts, others);
  }

  private void checkNumber(List<?> others) {
    if (others.size() != sentences.size()) {
      throw new IllegalArgumentException(
          others.size() + " sentences for a document of " + sentences.size());
    }
  }

  /** {@return the translations of the sentences; empty if the document is not a translation} */
  public List<Translation> translations() {
    return translations;
  }

  /**
   * {@return the mean {@link Translation#confidence} of the sentences, weighted by their numbers of
   * pieces; empty if the document is not a translation, or the model has no calibration}
   */
  public OptionalDouble confidence() {
    return translations.isEmpty() ? OptionalDouble.empty() : Confidence.ofAll(translations);
  }

  /** {@return the whole text, page or file, with its sentences} */
  public String text() {
    return layout.text(sentences);
  }

  /** Whether there are tags inside sentences. */
  boolean hasTags() {
    return hasTags;
  }

  @Override
  public String toString() {
    return text();
  }
}
