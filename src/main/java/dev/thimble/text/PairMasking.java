package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
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
      Entity inSource = pair.inSource(source.text(), target.text(), index++);
      boolean free =
          source.isFree(pair.sourceStart(), pair.sourceEnd())
              && target.isFree(pair.targetStart(), pair.targetEnd());
      if (free && masking.config().kinds().contains(pair.kind())) {
        link(inSource, pair.inTarget(inSource));
      }
    }
  }

  private void link(Entity inSource, Entity inTarget) {
    source.add(inSource);
    target.add(inTarget);
    targetOf.put(inSource, inTarget);
  }

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
        byMeaning.computeIfAbsent(new Meaning(entity), absent -> new ArrayList<>()).add(entity);
      }
    }
    return byMeaning;
  }

  MaskedPair masked(Numbering numbering) {
    UntrustedWords untrusted = UntrustedWords.of(source, masking);
    TargetWords targetWords = new TargetWords(target);
    boolean targetInCapitals = untrusted.inCapitals() && targetWords.inCapitals();
    linkCopies(untrusted.joined(source.text()), targetWords);
    linkCopies(untrusted.words(), targetWords);

    List<Edit> sourceEdits = new ArrayList<>(untrusted.rewritten());
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
      targetEdits.addAll(targetWords.lowerCase(masking.targetLanguage()));
    }
    return new MaskedPair(edited(source, sourceEdits), edited(target, targetEdits), clean);
  }

  private String edited(Spans spans, List<Edit> edits) {
    return Edit.apply(masking.symbols().escape(spans.text(), edits), spans.text());
  }

  /* Links untrusted words that the target has equally often, in any case. */
  private void linkCopies(List<Entity> untrusted, TargetWords targets) {
    Map<String, List<Entity>> byForm = new LinkedHashMap<>();
    for (Entity word : untrusted) {
      if (source.isFree(word.start(), word.end())) {
        byForm.computeIfAbsent(Casing.fold(word.key()), absent -> new ArrayList<>()).add(word);
      }
    }
    byForm.forEach(
        (form, words) -> {
          List<Entity> copies =
              masking.config().kinds().contains(words.get(0).kind())
                  ? targets.copies(words.get(0))
                  : List.of();
          for (int i = 0; copies.size() == words.size() && i < copies.size(); i++) {
            Entity word = words.get(i);
            Entity copy = copies.get(i);
            link(new Entity(word.start(), word.end(), copy.kind(), copy.key(), ""), copy);
          }
        });
  }
}
