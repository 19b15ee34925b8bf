package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import dev.thimble.text.PairedSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Phrases of two languages that symbols of masked entities can replace in training pairs, so that
 * the model sees symbols in more contexts than the corpus's entities give. Immutable and
 * thread-safe.
 *
 * <p>The file has a line for each pair of phrases: source phrase, target phrase, and the kinds of
 * symbols separated by commas, with tabs between the three. {@code OPEN} stands for tags around the
 * phrase. Brackets in both phrases enclose the part that is replaced, as in {@code on [Monday]}.
 * Phrases match whole words in any case, and only if they occur exactly once in their text. Blank
 * lines and lines that begin with {@code #} are skipped.
 */
public final class PhraseList {
  /** Kinds that cannot replace a phrase: their symbols are written between words. */
  private static final Set<EntityKind> WITHOUT_PHRASE = Set.of(EntityKind.CLOSE, EntityKind.EMPTY);

  private static final Comparator<PhrasePair> LONGEST_FIRST =
      Comparator.comparingInt((PhrasePair pair) -> -pair.source().text().length());

  /** By the first word of the source phrase, in lower case. */
  private final Map<String, List<PhrasePair>> byFirstWord;

  private PhraseList(Map<String, List<PhrasePair>> byFirstWord) {
    this.byFirstWord = byFirstWord;
  }

  /** A phrase in a pair of texts, and the kinds of symbols that can replace it. */
  record Match(PairedSpan span, List<EntityKind> kinds) {}

  /** {@return no phrases} */
  public static PhraseList empty() {
    return new PhraseList(Map.of());
  }

  /**
   * Reads a file, which the caller closes.
   *
   * @param lines lines in the format that the class description specifies
   * @return the phrases of all lines
   * @throws CorpusException if a line does not have this format
   * @throws IOException if the text cannot be read
   */
  public static PhraseList read(TextLines lines) throws IOException {
    Objects.requireNonNull(lines, "lines");
    Map<String, List<PhrasePair>> byFirstWord = new HashMap<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      if (!line.isBlank() && !line.startsWith("#")) {
        PhrasePair pair = parse(line);
        if (pair == null) {
          throw wrong(lines, line);
        }
        byFirstWord.computeIfAbsent(firstWord(pair), absent -> new ArrayList<>()).add(pair);
      }
    }
    return new PhraseList(byFirstWord);
  }

  private static @Nullable PhrasePair parse(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 3) {
      return null;
    }
    PhrasePair.Phrase source = PhrasePair.Phrase.parse(columns[0].strip());
    PhrasePair.Phrase target = PhrasePair.Phrase.parse(columns[1].strip());
    Set<EntityKind> kinds = new LinkedHashSet<>();
    for (String name : columns[2].split(",", -1)) {
      EntityKind kind = kind(name.strip());
      if (kind == null) {
        return null;
      }
      kinds.add(kind);
    }
    return source == null || target == null
        ? null
        : new PhrasePair(source, target, List.copyOf(kinds));
  }

  private static @Nullable EntityKind kind(String name) {
    return Stream.of(EntityKind.values())
        .filter(kind -> kind.name().equals(name) && !WITHOUT_PHRASE.contains(kind))
        .findFirst()
        .orElse(null);
  }

  private static CorpusException wrong(TextLines lines, String line) {
    String shown = line.length() <= 100 ? line : line.substring(0, 100) + "…";
    return new CorpusException(
        String.format(
            Locale.ROOT,
            "%s, line %d: '%s' is not a source phrase, a tab, a target phrase, a tab and kinds such"
                + " as LINK,CODE; a phrase begins and ends with a letter, a digit or a currency sign, and may"
                + " have one pair of brackets around the part to replace",
            lines.name(),
            lines.number(),
            shown));
  }

  private static String firstWord(PhrasePair pair) {
    String text = pair.source().text();
    int start = pair.source().firstWord();
    int end = start;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** The phrases of a pair of texts, without overlaps; longer ones first. */
  List<Match> in(String source, String target) {
    Map<PhrasePair, Integer> starts = new LinkedHashMap<>(); // -1 if it stands there twice
    int start = 0;
    for (int i = 0; i <= source.length(); i++) {
      if (i == source.length() || !Character.isLetterOrDigit(source.charAt(i))) {
        if (i > start) {
          String word = source.substring(start, i).toLowerCase(Locale.ROOT);
          for (PhrasePair pair : byFirstWord.getOrDefault(word, List.of())) {
            int at = start - pair.source().firstWord();
            if (pair.source().isAt(source, at)) {
              starts.merge(pair, at, (first, second) -> -1);
            }
          }
        }
        start = i + 1;
      }
    }
    return withoutOverlaps(starts, target);
  }

  private static List<Match> withoutOverlaps(Map<PhrasePair, Integer> starts, String target) {
    List<PhrasePair> candidates = new ArrayList<>(starts.keySet());
    candidates.sort(LONGEST_FIRST);
    List<Match> found = new ArrayList<>();
    for (PhrasePair candidate : candidates) {
      int start = starts.get(candidate);
      PairedSpan span = start < 0 ? null : candidate.spanAt(start, target);
      if (span != null && found.stream().noneMatch(match -> overlap(match.span(), span))) {
        found.add(new Match(span, candidate.kinds()));
      }
    }
    return found;
  }

  static boolean overlap(PairedSpan a, PairedSpan b) {
    return (a.sourceStart() < b.sourceEnd() && b.sourceStart() < a.sourceEnd())
        || (a.targetStart() < b.targetEnd() && b.targetStart() < a.targetEnd());
  }
}
