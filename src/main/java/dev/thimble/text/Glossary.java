package dev.thimble.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Terms of the source language and their translations.
 *
 * <p>A term in lower case is found in any case; its translation takes the case of the text if that
 * begins with a capital or is in capitals. A term with a capital is found only as it is or in
 * capitals. White space in a term matches any white space. Immutable and thread-safe.
 */
public final class Glossary implements Serializable {
  private static final long serialVersionUID = 1;

  /** Terms by their folded words, as a tree. */
  private final transient Node root;

  private final transient Map<String, String> terms;

  /** What may follow the words so far, and the terms that end here. */
  private static final class Node {
    final Map<String, Node> next = new HashMap<>();
    final List<Term> terms = new ArrayList<>(1);
  }

  private record Term(String source, String target) {}

  /** What is serialized in place of a glossary. */
  private record Terms(LinkedHashMap<String, String> terms) implements Serializable {
    private Object readResolve() {
      return of(terms);
    }
  }

  private Glossary(Map<String, String> terms) {
    root = new Node();
    this.terms = terms;
    terms.forEach(
        (source, target) -> {
          Node node = root;
          for (Token token : Token.of(source)) {
            node = node.next.computeIfAbsent(token.folded(), absent -> new Node());
          }
          node.terms.add(new Term(source, target));
        });
  }

  /**
   * Makes a glossary.
   *
   * @param terms the translation of each source term
   * @return an immutable glossary
   * @throws IllegalArgumentException if a term or a translation is blank, or terms that differ only
   *     in white space have different translations
   */
  public static Glossary of(Map<String, String> terms) {
    Map<String, String> checked = new LinkedHashMap<>();
    Objects.requireNonNull(terms, "terms")
        .forEach(
            (source, target) -> {
              String problem = problem(source, target, checked);
              if (problem != null) {
                throw new IllegalArgumentException(problem);
              }
              checked.put(normalized(source), target.strip());
            });
    return new Glossary(checked);
  }

  /**
   * Reads a glossary from a UTF-8 file. Each line is a source term, a tab and its translation.
   * Blank lines are skipped.
   *
   * @param file a plain UTF-8 file
   * @return a glossary with the terms of all lines
   * @throws IOException if the file cannot be read or is not UTF-8, or if a line does not have
   *     exactly one tab, has a blank term, or translates a source term differently from an earlier
   *     line; the message names the file and the line
   */
  public static Glossary read(Path file) throws IOException {
    Objects.requireNonNull(file, "file");
    Map<String, String> terms = new LinkedHashMap<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = number == 1 && line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (!text.isBlank()) {
          addLine(text, file + ", line " + number + ": ", terms);
        }
      }
    } catch (CharacterCodingException e) {
      throw new IOException(
          file + ", after line " + number + ": it is not UTF-8; a glossary must be", e);
    }
    return new Glossary(terms);
  }

  private static void addLine(String line, String place, Map<String, String> terms)
      throws IOException {
    int tab = line.indexOf('\t');
    if (tab < 0 || line.indexOf('\t', tab + 1) >= 0) {
      throw new IOException(
          place + "\"" + line + "\"; it must be a source term, one tab, and its translation");
    }
    String source = line.substring(0, tab);
    String target = line.substring(tab + 1);
    String problem = problem(source, target, terms);
    if (problem != null) {
      throw new IOException(place + problem);
    }
    terms.put(normalized(source), target.strip());
  }

  private static @Nullable String problem(String source, String target, Map<String, String> terms) {
    if (Token.of(source).isEmpty()) {
      return "the source term of \"" + target + "\" is blank";
    }
    if (target.isBlank()) {
      return "the translation of \"" + source + "\" is blank";
    }
    String other = terms.get(normalized(source));
    return other == null || other.equals(target.strip())
        ? null
        : "\"" + source + "\" has two translations, \"" + other + "\" and \"" + target + "\"";
  }

  private static String normalized(String source) {
    return String.join(" ", PythonText.split(source));
  }

  /** {@return the number of terms} */
  public int size() {
    return terms.size();
  }

  private Object writeReplace() {
    return new Terms(new LinkedHashMap<>(terms));
  }

  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a glossary is read by its terms");
  }

  /**
   * {@return the terms in a text, from left to right, at each place the longest, without overlaps}
   * Takes time linear in the length of the text, whatever the number of terms.
   *
   * @param text a source text; may be empty
   */
  public List<Entity> find(String text) {
    List<Entity> found = new ArrayList<>();
    List<Token> tokens = Token.of(Objects.requireNonNull(text, "text"));
    int from = 0;
    while (from < tokens.size()) {
      from = addLongest(text, tokens, from, found);
    }
    return found;
  }

  /* Adds the longest term that begins with a token; returns the token to go on with. */
  private int addLongest(String text, List<Token> tokens, int from, List<Entity> found) {
    int next = from + 1;
    Entity longest = null;
    Node node = root;
    for (int i = from; i < tokens.size(); i++) {
      node = node.next.get(tokens.get(i).folded());
      if (node == null) {
        break;
      }
      Entity entity = entity(text, tokens.get(from).start(), tokens.get(i).end(), node.terms);
      if (entity != null) {
        longest = entity;
        next = i + 1;
      }
    }
    if (longest != null) {
      found.add(longest);
    }
    return next;
  }

  /* The first term that is written as the text is; one that is the same letter by letter wins. */
  private static @Nullable Entity entity(String text, int start, int end, List<Term> terms) {
    String written = text.substring(start, end);
    String plain = normalized(written);
    Entity first = null;
    for (Term term : terms) {
      String translation = translation(plain, term);
      if (translation != null && (first == null || plain.equals(term.source))) {
        EntityKind kind = EntityKind.term(translation);
        first = new Entity(start, end, kind, term.source, translation);
      }
    }
    return first;
  }

  /* The translation in the case of the text; null if the case does not fit. */
  private static @Nullable String translation(String written, Term term) {
    if (written.equals(term.source)) {
      return term.target;
    }
    if (Casing.isInCapitals(written)) {
      return term.target.toUpperCase(Locale.ROOT);
    }
    if (!Casing.isInSmallLetters(term.source)) {
      return null;
    }
    return Casing.isCapitalized(written) ? Casing.capitalize(term.target) : term.target;
  }
}
