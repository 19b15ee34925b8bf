package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Masks a text and a shorter one in the same language, such as its title. The source is masked as
 * when it is summarized; the target has a symbol wherever it repeats what the symbol stands for,
 * and as often. Used once by one thread.
 */
final class CopyMasking {
  private final Masking masking;
  private final String source;
  private final Spans target;
  private final List<Edit> edits = new ArrayList<>();

  /**
   * The spans that the caller knows: where they are in the target, by their entity in the source.
   */
  private final Map<Entity, Entity> given = new HashMap<>();

  private final List<Entity> givenInSource = new ArrayList<>();

  CopyMasking(Masking masking, String source, String target, List<PairedSpan> given) {
    this.masking = masking;
    this.source = Objects.requireNonNull(source, "source");
    this.target = new Spans(Objects.requireNonNull(target, "target"));
    int index = 0;
    for (PairedSpan pair : Require.elements(given, "given")) {
      Entity inSource = pair.inSource(source, target, index++);
      givenInSource.add(inSource);
      this.given.put(inSource, pair.inTarget(inSource));
    }
  }

  MaskedPair masked(Numbering numbering) {
    MaskedSource masked = MaskedSource.of(source, givenInSource, masking, numbering);
    Map<Meaning, String> meanings = new HashMap<>();
    masked
        .symbols()
        .forEach(
            (entity, symbol) -> {
              Entity known = given.get(entity);
              if (known != null) {
                write(symbol, known);
              }
              meanings.put(new Meaning(entity), symbol);
            });
    List<Entity> found = new ArrayList<>(masking.symbols().in(target.text()));
    found.addAll(masking.targetEntities(target.text()));
    for (Entity entity : found) {
      String symbol = meanings.get(new Meaning(entity));
      if (symbol != null) {
        write(symbol, entity);
      }
    }
    TargetWords words = new TargetWords(target);
    boolean inCapitals = masked.inCapitals() && words.inCapitals();
    masked
        .symbols()
        .forEach((entity, symbol) -> words.copies(entity).forEach(copy -> write(symbol, copy)));
    if (inCapitals) {
      edits.addAll(words.lowerCase(masking.targetLanguage()));
    }
    String text = target.text();
    return new MaskedPair(
        masked.text(), Edit.apply(masking.symbols().escape(text, edits), text), true);
  }

  private void write(String symbol, Entity place) {
    if (target.add(place)) {
      edits.add(new Edit(place.start(), place.end(), symbol));
    }
  }
}
