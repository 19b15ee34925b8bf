package dev.thimble.corpus;

import dev.thimble.corpus.BilingualFormat.Unit;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The translated units of an XLIFF file, version 1.2, and the segments of version 2. Targets in a
 * state before translation are left out. For one thread.
 */
final class XliffUnits implements BilingualFormat.Units {
  private static final Set<String> UNITS = Set.of("trans-unit", "segment");
  private static final Set<String> UNTRANSLATED =
      Set.of("new", "needs-translation", "initial"); // of 1.2 and 2

  private final XmlCursor cursor;
  private final @Nullable LanguagePair wanted;
  private final Set<String> found = new TreeSet<>(); // pairs of languages
  private String sourceLanguage = "";
  private String targetLanguage = "";
  private boolean any; // a unit was returned

  // of the current unit
  private String source = "";
  private String target = "";
  private @Nullable String state;

  /**
   * Starts before the first unit.
   *
   * @param wanted the languages to read; null for a file that has one pair
   */
  XliffUnits(XmlCursor cursor, @Nullable LanguagePair wanted) {
    this.cursor = cursor;
    this.wanted = wanted;
  }

  @Override
  public @Nullable Unit next() {
    for (Boolean start = cursor.next(); start != null; start = cursor.next()) {
      if (start) {
        start();
      } else if (UNITS.contains(cursor.element()) && isTranslated()) {
        any = true;
        return new Unit(source, target);
      }
    }
    if (!any && wanted != null && !found.isEmpty()) {
      throw new CorpusException(
          cursor.name() + ": no unit is translated from " + wanted + "; the file has " + found);
    }
    return null;
  }

  private void start() {
    switch (cursor.element()) {
      case "xliff" -> languages("srcLang", "trgLang");
      case "file" -> languages("source-language", "target-language");
      case "trans-unit", "segment" -> {
        source = "";
        target = "";
        state = cursor.attribute("state");
      }
      case "source" -> source = isOfUnit() ? cursor.text() : source;
      case "target" -> {
        if (isOfUnit()) {
          String own = cursor.attribute("state");
          state = own == null ? state : own;
          target = cursor.text();
        }
      }
      default -> {
        // proposals, notes and the like: their sources and targets have other parents
      }
    }
  }

  private boolean isOfUnit() {
    return UNITS.contains(cursor.parent());
  }

  private void languages(String sourceName, String targetName) {
    String from = cursor.attribute(sourceName);
    String to = cursor.attribute(targetName);
    if (from == null) {
      return; // of the other version
    }
    sourceLanguage = from;
    targetLanguage = to == null ? "" : to;
    found.add(from + "-" + targetLanguage);
    if (wanted == null && found.size() > 1) {
      throw cursor.problem(
          "it has several pairs of languages, "
              + found
              + "; choose source and target (--languages en-fr)");
    }
  }

  private boolean isTranslated() {
    boolean isWanted =
        wanted == null
            || (LanguageTags.match(wanted.source(), sourceLanguage)
                && (targetLanguage.isEmpty()
                    || LanguageTags.match(wanted.target(), targetLanguage)));
    return isWanted
        && !source.isEmpty()
        && !target.isEmpty()
        && (state == null || !UNTRANSLATED.contains(state));
  }
}
