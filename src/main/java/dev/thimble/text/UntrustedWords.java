package dev.thimble.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the lexicon says of the words of a text outside its entities.
 *
 * @param inCapitals whether the whole text is in capitals
 * @param words the words to mask, each of kind NAME or TERM, in the order of the text
 * @param names known words that may be parts of names, in the order of the text
 * @param rewritten the words to write otherwise, so that the model knows them: in other case, or in
 *     full
 */
record UntrustedWords(
    boolean inCapitals, List<Entity> words, List<Entity> names, List<Edit> rewritten) {

  /** The words that the lexicon does not trust, but for those that may be misspelt. */
  static UntrustedWords of(Spans spans, Masking masking) {
    return judged(spans, masking, UntrustedWords::judge, UntrustedWords::judgeCapitals);
  }

  /** The words that are not frequent in the lexicon. */
  static UntrustedWords rare(Spans spans, Masking masking) {
    return judged(spans, masking, UntrustedWords::judgeRare, UntrustedWords::judgeRareCapitals);
  }

  /** Decides on a word that is not in an entity. */
  private interface Judge {
    void judge(UntrustedWords result, Words.Word place, String word, Lexicon lexicon);
  }

  private static UntrustedWords judged(
      Spans spans, Masking masking, Judge inAnyCase, Judge capitals) {
    String text = spans.text();
    Lexicon lexicon = masking.lexicon();
    List<Words.Word> words = spans.wordsOutside();
    boolean inCapitals = spans.isInCapitals(words);
    UntrustedWords result =
        new UntrustedWords(inCapitals, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Words.Word place : words) {
      String written = masking.shorthand().written(place, text, inCapitals, lexicon);
      if (written != null) {
        result.rewrite(place, written);
      } else {
        (inCapitals ? capitals : inAnyCase).judge(result, place, place.in(text), lexicon);
      }
    }
    return result;
  }

  private void judge(Words.Word place, String word, Lexicon lexicon) {
    boolean allCapitals = Casing.isInCapitals(word);
    if (lexicon.trusts(word, place.sentenceStart())) {
      String form = allCapitals && !lexicon.contains(word) ? lexicon.form(word) : null;
      if (form != null) {
        rewrite(place, Lexicon.cased(form, place.sentenceStart()));
      } else if (!allCapitals && lexicon.mayBeName(word, place.sentenceStart())) {
        names.add(untrusted(place, word, true));
      }
      return;
    }
    boolean capitalized = Casing.isCapitalized(word);
    boolean certainlyName = capitalized && !place.sentenceStart();
    if (certainlyName ? !lexicon.isSwappedName(word) : !lexicon.looksMisspelt(word)) {
      words.add(untrusted(place, word, capitalized));
    }
  }

  private void judgeCapitals(Words.Word place, String word, Lexicon lexicon) {
    String form = lexicon.form(word);
    if (form == null && !lexicon.trusts(word, false)) {
      if (!lexicon.looksMisspelt(word)) {
        words.add(untrusted(place, word, true));
        return;
      }
      form = word.toLowerCase(Locale.ROOT);
    }
    if (form != null) {
      rewrite(place, Lexicon.cased(form, place.sentenceStart()));
    }
  }

  private void judgeRare(Words.Word place, String word, Lexicon lexicon) {
    if (lexicon.isRare(word)) {
      words.add(untrusted(place, word, Casing.isCapitalized(word)));
    }
  }

  private void judgeRareCapitals(Words.Word place, String word, Lexicon lexicon) {
    String form = lexicon.form(word);
    if (lexicon.isRare(word)) {
      words.add(untrusted(place, word, true));
    } else if (form != null) {
      rewrite(place, Lexicon.cased(form, place.sentenceStart()));
    }
  }

  private void rewrite(Words.Word place, String form) {
    rewritten.add(new Edit(place.start(), place.end(), form));
  }

  private static Entity untrusted(Words.Word place, String word, boolean capitalized) {
    EntityKind kind = capitalized ? EntityKind.name(word) : EntityKind.term(word);
    return new Entity(place.start(), place.end(), kind, word, word);
  }

  static boolean isName(EntityKind kind) {
    return kind == EntityKind.NAME_VOWEL || kind == EntityKind.NAME_CONSONANT;
  }

  /**
   * The words, with neighbouring names joined into one. A known name joins an untrusted one, since
   * a model may separate the two.
   */
  List<Entity> joined(String text) {
    List<Entity> all = new ArrayList<>(words);
    all.addAll(names);
    all.sort(Comparator.comparingInt(Entity::start));
    Set<Entity> untrusted = Set.copyOf(words);
    List<Entity> joined = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < all.size(); i++) {
      boolean last = i + 1 == all.size() || !belongTogether(all.get(i), all.get(i + 1), text);
      if (last) {
        if (all.subList(first, i + 1).stream().anyMatch(untrusted::contains)) {
          joined.add(withInitial(whole(all.get(first), all.get(i), text), text));
        }
        first = i + 1;
      }
    }
    return joined;
  }

  private static Entity whole(Entity first, Entity last, String text) {
    String name = text.substring(first.start(), last.end());
    return new Entity(first.start(), last.end(), first.kind(), name, name);
  }

  /* "O'Brien", "D'Angelo": the letter before the apostrophe is a part of the name. */
  private static Entity withInitial(Entity name, String text) {
    int start = name.start() - 2;
    boolean initial =
        isName(name.kind())
            && start >= 0
            && "OD".indexOf(text.charAt(start)) >= 0
            && "'’".indexOf(text.charAt(start + 1)) >= 0
            && (start == 0 || !Words.isPartOfWord(text.codePointBefore(start)));
    if (!initial) {
      return name;
    }
    String whole = text.substring(start, name.end());
    return new Entity(start, name.end(), EntityKind.name(whole), whole, whole);
  }

  private static boolean belongTogether(Entity name, Entity next, String text) {
    return isName(name.kind())
        && isName(next.kind())
        && next.start() == name.end() + 1
        && (Character.isSpaceChar(text.charAt(name.end()))
            || "-'’".indexOf(text.charAt(name.end())) >= 0);
  }
}
