package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Masks one pair of texts: finds what stands on both sides, then writes symbols there. Used once by
 * one thread.
 */
final class PairMasking {
  private final Masking masking;
  private final Spans source;
  private final Spans target;

  /** The spans of both sides that mean the same, by the entity of the source. */
  private final Map<Entity, Entity> targetOf = new HashMap<>();

  private boolean clean = true;

  PairMasking(Masking masking, String source, String target, List<PairedSpan> given) {
    this.masking = masking;
    this.source = new Spans(Objects.requireNonNull(source, "source"));
    this.target = new Spans(Objects.requireNonNull(target, "target"));
    Require.elements(given, "given");
    addGiven(given);
    match(masking.symbols().in(source), masking.symbols().in(target), false);
    match(masking.sourceEntities(source), masking.targetEntities(target), true);
  }

  private void addGiven(List<PairedSpan> given) {
    int index = 0;
    for (PairedSpan pair : given) {
      Require.within("sourceEnd", pair.sourceEnd(), 0, source.text().length());
      Require.within("targetEnd", pair.targetEnd(), 0, target.text().length());
      boolean free =
          source.isFree(pair.sourceStart(), pair.sourceEnd())
              && target.isFree(pair.targetStart(), pair.targetEnd());
      if (free && masking.config().kinds().contains(pair.kind())) {
        String in = source.text().substring(pair.sourceStart(), pair.sourceEnd());
        String out = target.text().substring(pair.targetStart(), pair.targetEnd());
        String key = in.isEmpty() ? "insertion " + index : in; // each insertion is its own
        link(
            new Entity(pair.sourceStart(), pair.sourceEnd(), pair.kind(), key, out),
            new Entity(pair.targetStart(), pair.targetEnd(), pair.kind(), key, out));
      }
      index++;
    }
  }

  private void link(Entity inSource, Entity inTarget) {
    source.add(inSource);
    target.add(inTarget);
    targetOf.put(inSource, inTarget);
  }

  /* Two entities of one kind and key mean the same. */
  private record Meaning(EntityKind kind, String key) {}

  private void match(List<Entity> inSource, List<Entity> inTarget, boolean needed) {
    Map<Meaning, List<Entity>> sources = byMeaning(inSource, source);
    Map<Meaning, List<Entity>> targets = byMeaning(inTarget, target);
    Set<Meaning> meanings = new HashSet<>(sources.keySet());
    meanings.addAll(targets.keySet());
    for (Meaning meaning : meanings) {
      List<Entity> here = sources.getOrDefault(meaning, List.of());
      List<Entity> there = targets.getOrDefault(meaning, List.of());
      if (here.size() == there.size()) {
        for (int i = 0; i < here.size(); i++) {
          targetOf.put(here.get(i), there.get(i));
        }
      } else {
        clean &= !needed;
      }
    }
  }

  /* Adds entities to the spans of their side; those that are free and masked, by their meaning. */
  private Map<Meaning, List<Entity>> byMeaning(List<Entity> entities, Spans spans) {
    Map<Meaning, List<Entity>> byMeaning = new HashMap<>();
    for (Entity entity : entities) {
      if (masking.config().kinds().contains(entity.kind()) && spans.add(entity)) {
        byMeaning
            .computeIfAbsent(new Meaning(entity.kind(), entity.key()), absent -> new ArrayList<>())
            .add(entity);
      }
    }
    return byMeaning;
  }

  MaskedPair masked(Numbering numbering) {
    UntrustedWords untrusted = UntrustedWords.of(source, masking.lexicon());
    List<Words.Word> targetWords = target.wordsOutside();
    boolean targetInCapitals = untrusted.inCapitals() && target.isInCapitals(targetWords);
    Map<String, List<Words.Word>> targetsByForm = new HashMap<>();
    for (Words.Word word : targetWords) {
      String form = Casing.fold(word.in(target.text()));
      targetsByForm.computeIfAbsent(form, absent -> new ArrayList<>()).add(word);
    }
    linkCopies(untrusted.joined(source.text()), targetsByForm);
    linkCopies(untrusted.words(), targetsByForm);

    List<Edit> sourceEdits = new ArrayList<>(untrusted.recased());
    List<Edit> targetEdits = new ArrayList<>();
    List<Entity> linked = source.inOrder();
    linked.removeIf(entity -> !targetOf.containsKey(entity));
    List<Entity> numbered = TagPairs.of(linked).entities();
    for (int i = 0; i < linked.size(); i++) {
      String symbol = numbering.symbol(numbered.get(i));
      if (symbol != null) {
        Entity here = linked.get(i);
        Entity there = targetOf.get(here);
        sourceEdits.add(new Edit(here.start(), here.end(), symbol));
        targetEdits.add(new Edit(there.start(), there.end(), symbol));
      }
    }
    if (targetInCapitals) {
      lowerCase(targetWords, targetEdits);
    }
    return new MaskedPair(edited(source, sourceEdits), edited(target, targetEdits), clean);
  }

  private String edited(Spans spans, List<Edit> edits) {
    return Edit.apply(masking.symbols().escape(spans.text(), edits), spans.text());
  }

  /* Links untrusted words that the target has equally often, in any case. */
  private void linkCopies(List<Entity> untrusted, Map<String, List<Words.Word>> targets) {
    Map<String, List<Entity>> byForm = new LinkedHashMap<>();
    for (Entity word : untrusted) {
      if (source.isFree(word.start(), word.end())) {
        byForm.computeIfAbsent(Casing.fold(word.key()), absent -> new ArrayList<>()).add(word);
      }
    }
    byForm.forEach(
        (form, words) -> {
          List<Entity> copies = copies(words.get(0), targets);
          for (int i = 0; copies.size() == words.size() && i < copies.size(); i++) {
            Entity word = words.get(i);
            Entity copy = copies.get(i);
            link(new Entity(word.start(), word.end(), copy.kind(), copy.key(), ""), copy);
          }
        });
  }

  /* Where the words of an entity stand in the target, outside other entities. */
  private List<Entity> copies(Entity word, Map<String, List<Words.Word>> targets) {
    List<Entity> copies = new ArrayList<>();
    if (!masking.config().kinds().contains(word.kind())) {
      return copies;
    }
    String text = target.text();
    int length = word.key().length();
    String first = word.key().substring(0, Words.endOfWord(word.key(), 0, length));
    for (Words.Word candidate : targets.getOrDefault(Casing.fold(first), List.of())) {
      int start = candidate.start();
      int end = start + length;
      if (text.regionMatches(true, start, word.key(), 0, length)
          && (end == text.length() || !Words.isPartOfWord(text.codePointAt(end)))
          && target.isFree(start, end)) {
        copies.add(new Entity(start, end, word.kind(), Casing.fold(word.key()), ""));
      }
    }
    return copies;
  }

  private void lowerCase(List<Words.Word> words, List<Edit> edits) {
    Locale language = masking.targetLanguage();
    for (Words.Word word : words) {
      if (target.isFree(word.start(), word.end())) {
        String lower = word.in(target.text()).toLowerCase(language);
        String cased = Lexicon.cased(lower, word.sentenceStart());
        edits.add(new Edit(word.start(), word.end(), cased));
      }
    }
  }
}
