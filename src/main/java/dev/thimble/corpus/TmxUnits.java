package dev.thimble.corpus;

import dev.thimble.corpus.BilingualFormat.Unit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The translation units of a TMX file (Translation Memory eXchange 1.1 to 1.4b) that have text in
 * two languages. For one thread.
 */
final class TmxUnits implements BilingualFormat.Units {
  private final XmlCursor cursor;
  private final Set<String> found = new TreeSet<>(); // languages
  private @Nullable String source;
  private @Nullable String target;
  private boolean chosen; // by the caller
  private boolean any; // a unit was returned

  /**
   * Starts before the first unit.
   *
   * @param languages of the texts; null for those of a file that has two
   */
  TmxUnits(XmlCursor cursor, @Nullable LanguagePair languages) {
    this.cursor = cursor;
    chosen = languages != null;
    source = languages == null ? null : languages.source();
    target = languages == null ? null : languages.target();
  }

  @Override
  public @Nullable Unit next() {
    for (Boolean start = cursor.next(); start != null; start = cursor.next()) {
      if (start && cursor.element().equals("header") && !chosen) {
        source = cursor.attribute("srclang"); // *all* if units have their own
      } else if (start && cursor.element().equals("tu")) {
        Unit unit = unit();
        if (unit != null) {
          any = true;
          return unit;
        }
      }
    }
    if (!any && chosen && !found.isEmpty()) {
      throw new CorpusException(
          cursor.name()
              + ": no unit has text in both "
              + source
              + " and "
              + target
              + "; the file has "
              + found);
    }
    return null;
  }

  /* Null if it lacks a text. */
  private @Nullable Unit unit() {
    Map<String, String> texts = texts();
    if (!chosen) {
      choose(texts.keySet());
    }
    String here = source == null ? null : LanguageTags.find(texts, source);
    String there = target == null ? null : LanguageTags.find(texts, target);
    return here == null || there == null ? null : new Unit(here, there);
  }

  /* The texts of a unit that are not blank, by language. */
  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    String language = "";
    for (Boolean start = cursor.next(); start != null; start = cursor.next()) {
      if (start && cursor.element().equals("tuv")) {
        String own = cursor.language();
        String old = cursor.attribute("lang"); // TMX 1.1
        language = own != null ? own : old != null ? old : "";
        if (language.isEmpty()) {
          throw cursor.problem("a <tuv> without xml:lang");
        }
        found.add(language);
      } else if (start && cursor.element().equals("seg")) {
        String text = cursor.text();
        if (!text.isEmpty()) {
          texts.putIfAbsent(language, text);
        }
      } else if (!start && cursor.element().equals("tu")) {
        break;
      }
    }
    return texts;
  }

  /* Without a choice of the caller, there must be one language beside the source. */
  private void choose(Set<String> languages) {
    for (String language : languages) {
      boolean isSource = source != null && LanguageTags.match(source, language);
      if (isSource) {
        continue;
      }
      if (source == null || source.startsWith("*")) {
        throw ambiguous("its header names no source language");
      }
      if (target == null) {
        target = language;
      } else if (!LanguageTags.match(target, language)) {
        throw ambiguous("it has more than two languages");
      }
    }
  }

  private CorpusException ambiguous(String why) {
    return cursor.problem(
        why + ", of which are found " + found + "; choose source and target (--languages en-fr)");
  }
}
