package dev.thimble.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A text masked without its translation.
 *
 * @param text with symbols
 * @param symbols the symbol of each masked entity, in the order of the text
 * @param fits whether every entity that must have a symbol has one
 * @param copiesWords whether a word has a symbol since the lexicon does not trust it
 * @param inCapitals whether the text was in capitals
 * @param nested whether the tags are balanced and well nested
 */
record MaskedSource(
    String text,
    Map<Entity, String> symbols,
    boolean fits,
    boolean copiesWords,
    boolean inCapitals,
    boolean nested) {

  static MaskedSource of(String source, List<Entity> given, Masking masking, Numbering numbering) {
    MaskingConfig config = masking.config();
    boolean copies = config.withinOneLanguage();
    Spans spans = new Spans(source);
    List<Entity> numbers = copies ? List.of() : masking.numbersInWords(source);
    for (List<Entity> found :
        List.of(
            given,
            Mark.in(source),
            masking.symbols().in(source),
            numbers,
            masking.sourceEntities(source))) {
      addAll(found, config, spans);
    }
    UntrustedWords untrusted =
        copies ? UntrustedWords.rare(spans, masking) : UntrustedWords.of(spans, masking);
    List<Entity> words = copies ? untrusted.words() : untrusted.joined(source);
    addAll(words, config, spans);

    TagPairs tags = TagPairs.of(spans.inOrder());
    Map<Entity, String> symbols = new LinkedHashMap<>();
    List<Edit> edits = new ArrayList<>(untrusted.rewritten());
    boolean fits = true;
    for (Entity entity : tags.entities()) {
      String symbol = numbering.symbol(entity);
      if (symbol == null) {
        fits &= copies || !config.kinds().contains(entity.kind());
      } else {
        symbols.put(entity, symbol);
        // a symbol says nothing of what the text is about: a word that may be left out stays too
        edits.add(
            copies && words.contains(entity)
                ? new Edit(entity.start(), entity.start(), symbol + " ")
                : new Edit(entity.start(), entity.end(), symbol));
      }
    }
    String text = Edit.apply(masking.symbols().escape(source, edits), source);
    boolean copiesWords = words.stream().anyMatch(symbols::containsKey);
    return new MaskedSource(
        text, symbols, fits, copiesWords, untrusted.inCapitals(), tags.nested());
  }

  private static void addAll(List<Entity> entities, MaskingConfig config, Spans spans) {
    for (Entity entity : entities) {
      if (config.kinds().contains(entity.kind())) {
        spans.add(entity);
      }
    }
  }
}
