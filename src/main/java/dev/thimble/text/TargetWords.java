package dev.thimble.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words of a target text outside its entities. Not thread-safe. */
final class TargetWords {
  private final Spans target;
  private final List<Words.Word> words;
  private final Map<String, List<Words.Word>> byForm = new HashMap<>();

  /** The words outside the entities that the target has now. */
  TargetWords(Spans target) {
    this.target = target;
    words = target.wordsOutside();
    for (Words.Word word : words) {
      String form = Casing.fold(word.in(target.text()));
      byForm.computeIfAbsent(form, absent -> new ArrayList<>()).add(word);
    }
  }

  /** Whether the text is in capitals. */
  boolean inCapitals() {
    return target.isInCapitals(words);
  }

  /** Where the words of a source entity stand, in any case, outside the entities of the target. */
  List<Entity> copies(Entity entity) {
    List<Entity> copies = new ArrayList<>();
    String text = target.text();
    int length = entity.key().length();
    String first = entity.key().substring(0, Words.endOfWord(entity.key(), 0, length));
    for (Words.Word candidate : byForm.getOrDefault(Casing.fold(first), List.of())) {
      int start = candidate.start();
      int end = start + length;
      if (text.regionMatches(true, start, entity.key(), 0, length)
          && (end == text.length() || !Words.isPartOfWord(text.codePointAt(end)))
          && target.isFree(start, end)) {
        copies.add(new Entity(start, end, entity.kind(), Casing.fold(entity.key()), ""));
      }
    }
    return copies;
  }

  /** Puts what is outside the entities in small letters, but for the first one of a sentence. */
  List<Edit> lowerCase(Locale language) {
    List<Edit> edits = new ArrayList<>();
    for (Words.Word word : words) {
      if (target.isFree(word.start(), word.end())) {
        String lower = word.in(target.text()).toLowerCase(language);
        String cased = Lexicon.cased(lower, word.sentenceStart());
        edits.add(new Edit(word.start(), word.end(), cased));
      }
    }
    return edits;
  }
}
