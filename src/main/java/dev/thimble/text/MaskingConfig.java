package dev.thimble.text;

import dev.thimble.integrity.Require;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which entities a model masks, and between which languages. Immutable.
 *
 * @param rules version of the rules that find entities, from 1 to {@link #RULES}
 * @param sourceLanguage BCP 47 tag, such as {@code en} or {@code pt-BR}
 * @param targetLanguage BCP 47 tag
 * @param kinds the kinds that are masked, in any order
 * @param symbolsPerKind most entities of one kind in one sentence, from 1 to 99
 */
public record MaskingConfig(
    int rules,
    String sourceLanguage,
    String targetLanguage,
    Set<EntityKind> kinds,
    int symbolsPerKind)
    implements Serializable {
  /** The pattern of a symbol; its first group is the name of the kind. */
  public static final Pattern SYMBOL =
      Pattern.compile("\u27E6([A-Z]++(?:_[A-Z]++)*+)_[0-9]{1,2}+\u27E7");

  /** The current version of the rules. */
  public static final int RULES = 1;

  /** Checks every value. */
  public MaskingConfig {
    Require.within("rules", rules, 1, RULES);
    Objects.requireNonNull(sourceLanguage, "sourceLanguage");
    Objects.requireNonNull(targetLanguage, "targetLanguage");
    Objects.requireNonNull(kinds, "kinds");
    checkTag("sourceLanguage", sourceLanguage);
    checkTag("targetLanguage", targetLanguage);
    kinds = Set.copyOf(kinds);
    Require.within("symbolsPerKind", symbolsPerKind, 1, 99);
  }

  private static void checkTag(String name, String tag) {
    String language = Locale.forLanguageTag(tag).getLanguage();
    Require.that(
        !language.isEmpty() && !language.equals("und"), name, tag, "a BCP 47 tag such as en or fr");
  }

  /**
   * {@return whether both languages, including regions, are the same, as for a text and its title}
   * A translation must contain the symbols of its source. A shorter text in the same language may
   * omit them: there, symbols serve only to copy.
   */
  public boolean withinOneLanguage() {
    return Locale.forLanguageTag(sourceLanguage).equals(Locale.forLanguageTag(targetLanguage));
  }

  /**
   * All kinds, 8 symbols of each.
   *
   * @param sourceLanguage a language tag, such as {@code en} or {@code pt-BR}
   * @param targetLanguage a language tag; the same for texts of one language
   * @return the settings of {@code train --mask-entities}
   */
  public static MaskingConfig of(String sourceLanguage, String targetLanguage) {
    return new MaskingConfig(RULES, sourceLanguage, targetLanguage, Set.of(EntityKind.values()), 8);
  }

  /**
   * {@return the symbol of a kind and a number, such as ⟦TIME_1⟧} No symbol is a prefix of another,
   * and normalization does not change symbols.
   *
   * @param kind of the entity
   * @param number from 1 to {@code symbolsPerKind}
   */
  public static String symbol(EntityKind kind, int number) {
    Objects.requireNonNull(kind, "kind");
    return "\u27E6" + kind + "_" + number + "\u27E7";
  }

  /**
   * {@return the first symbol that is not among the given pieces; null if all are}
   *
   * @param known pieces of a vocabulary
   */
  public @Nullable String missingFrom(List<String> known) {
    Set<String> all = Set.copyOf(Require.elements(known, "known"));
    return symbols().stream().filter(symbol -> !all.contains(symbol)).findFirst().orElse(null);
  }

  /** {@return all symbols, which the vocabularies of both sides must have, in a fixed order} */
  public List<String> symbols() {
    List<String> symbols = new ArrayList<>();
    for (EntityKind kind : EntityKind.values()) {
      for (int number = 1; kinds.contains(kind) && number <= symbolsPerKind; number++) {
        symbols.add(symbol(kind, number));
      }
    }
    return symbols;
  }
}
