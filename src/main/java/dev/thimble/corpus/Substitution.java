package dev.thimble.corpus;

import dev.thimble.text.EntityKind;
import dev.thimble.text.MaskedPair;
import dev.thimble.text.Masking;
import dev.thimble.text.PairedSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Collects the spans of one pair of texts that become symbols. For one thread. */
final class Substitution {
  /** Kinds that occur at the ends of messages, outside the sentence. */
  private static final List<EntityKind> AT_ENDS =
      List.of(
          EntityKind.EMOJI,
          EntityKind.HASHTAG,
          EntityKind.HANDLE,
          EntityKind.LINK,
          EntityKind.EMPTY);

  private String source;
  private String target;
  private final List<PairedSpan> spans = new ArrayList<>();

  Substitution(String source, String target) {
    this.source = source;
    this.target = target;
  }

  String source() {
    return source;
  }

  String target() {
    return target;
  }

  /** Replaces a span by a symbol; for the kind OPEN, puts tags around it. */
  void add(PairedSpan span, EntityKind kind) {
    if (kind == EntityKind.OPEN) {
      spans.add(
          new PairedSpan(
              span.sourceStart(),
              span.sourceStart(),
              span.targetStart(),
              span.targetStart(),
              kind));
      spans.add(
          new PairedSpan(
              span.sourceEnd(),
              span.sourceEnd(),
              span.targetEnd(),
              span.targetEnd(),
              EntityKind.CLOSE));
    } else {
      spans.add(
          new PairedSpan(
              span.sourceStart(), span.sourceEnd(), span.targetStart(), span.targetEnd(), kind));
    }
  }

  /**
   * Replaces a word by a symbol: of a name if it is the same capitalized word in both languages,
   * like the names that are masked in a text to translate; else of a term.
   */
  void addWord(PairedSpan word) {
    String form = source.substring(word.sourceStart(), word.sourceEnd());
    String translation = target.substring(word.targetStart(), word.targetEnd());
    boolean name = Character.isUpperCase(form.codePointAt(0)) && form.equals(translation);
    add(word, name ? EntityKind.name(translation) : EntityKind.term(translation));
  }

  /**
   * Makes one random change: one or two words become symbols; a word, two neighbours or the whole
   * text get tags around them; or a symbol is added at an end.
   *
   * @param words that translate each other
   */
  void addAny(List<PairedSpan> words, RandomGenerator random) {
    int drawn = random.nextInt(10);
    if (drawn < 5 && !words.isEmpty()) {
      List<PairedSpan> left = new ArrayList<>(words);
      int count = random.nextInt(3) == 0 ? 2 : 1;
      for (int i = 0; i < count && !left.isEmpty(); i++) {
        addWord(left.remove(random.nextInt(left.size())));
      }
    } else if (drawn < 7 && !words.isEmpty()) {
      int first = random.nextInt(words.size());
      boolean more = random.nextBoolean() && first + 1 < words.size();
      PairedSpan word = words.get(first);
      add(more ? around(word, words.get(first + 1)) : word, EntityKind.OPEN);
    } else if (drawn == 7) {
      add(new PairedSpan(0, source.length(), 0, target.length(), EntityKind.OPEN), EntityKind.OPEN);
    } else {
      addAtEnd(AT_ENDS.get(random.nextInt(AT_ENDS.size())), random.nextInt(4) == 0);
    }
  }

  /* Two words with nothing but a space between them on both sides, or else the first alone. */
  private PairedSpan around(PairedSpan first, PairedSpan second) {
    int targetStart = Math.min(first.targetStart(), second.targetStart());
    int targetEnd = Math.max(first.targetEnd(), second.targetEnd());
    int targetLength =
        first.targetEnd() - first.targetStart() + second.targetEnd() - second.targetStart();
    boolean adjacent =
        second.sourceStart() == first.sourceEnd() + 1
            && targetEnd - targetStart == targetLength + 1;
    return adjacent
        ? new PairedSpan(
            first.sourceStart(), second.sourceEnd(), targetStart, targetEnd, first.kind())
        : first;
  }

  private void addAtEnd(EntityKind kind, boolean inFront) {
    if (inFront) {
      source = " " + source;
      target = " " + target;
      spans.replaceAll(
          span ->
              new PairedSpan(
                  span.sourceStart() + 1,
                  span.sourceEnd() + 1,
                  span.targetStart() + 1,
                  span.targetEnd() + 1,
                  span.kind()));
      spans.add(new PairedSpan(0, 0, 0, 0, kind));
    } else {
      source = source + " ";
      target = target + " ";
      spans.add(
          new PairedSpan(source.length(), source.length(), target.length(), target.length(), kind));
    }
  }

  /** The masked pair, with random numbers of symbols. */
  MaskedPair masked(Masking masking, RandomGenerator numbers) {
    return masking.maskPair(source, target, spans, numbers);
  }
}
