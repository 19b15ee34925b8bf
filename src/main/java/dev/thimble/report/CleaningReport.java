package dev.thimble.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What was removed from a corpus, as a table, TSV, JSON or an HTML page. Immutable, thread-safe.
 *
 * @param name of the corpus
 * @param pairs number of pairs that were read
 * @param rules in the order in which they were tried
 * @param kept some of the pairs that were kept
 */
public record CleaningReport(String name, long pairs, List<Rule> rules, List<Example> kept) {
  /** Most examples of a rule. */
  public static final int EXAMPLES = 20;

  private static final int LONGEST_EXAMPLE = 500; // characters

  /** Copies the lists. */
  public CleaningReport {
    rules = List.copyOf(rules);
    kept = List.copyOf(kept);
  }

  /**
   * A rule and what it removed.
   *
   * @param name of the rule
   * @param description what is wrong with the pairs
   * @param removed number of pairs
   * @param examples some of them
   */
  public record Rule(String name, String description, long removed, List<Example> examples) {
    /** Copies the list. */
    public Rule {
      examples = List.copyOf(examples);
    }
  }

  /**
   * A pair of texts.
   *
   * @param line number of its line
   * @param what what the rule has found; empty if that is clear
   * @param source its first {@value #LONGEST_EXAMPLE} characters
   * @param target its first {@value #LONGEST_EXAMPLE} characters
   */
  public record Example(String file, long line, String what, String source, String target) {
    /** Cuts the texts. */
    public Example {
      source = cut(source);
      target = cut(target);
    }

    private static String cut(String text) {
      return text.codePointCount(0, text.length()) <= LONGEST_EXAMPLE
          ? text
          : text.substring(0, text.offsetByCodePoints(0, LONGEST_EXAMPLE)) + " …";
    }
  }

  /** Number of pairs that were kept. */
  public long keptPairs() {
    return pairs - rules.stream().mapToLong(Rule::removed).sum();
  }

  /** A table for people. */
  public String table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("rule", "pairs", "share", ""));
    for (Rule rule : rules) {
      rows.add(
          List.of(rule.name(), count(rule.removed()), share(rule.removed()), rule.description()));
    }
    rows.add(List.of("kept", count(keptPairs()), share(keptPairs()), "of " + count(pairs)));
    return TextTable.aligned(rows);
  }

  /** A heading, then a line for each rule and one for the pairs that were kept. */
  public String tsv() {
    StringBuilder text = new StringBuilder("rule\tpairs\n");
    for (Rule rule : rules) {
      text.append(rule.name()).append('\t').append(rule.removed()).append('\n');
    }
    return text.append("KEPT\t").append(keptPairs()).append('\n').toString();
  }

  /** An object with counts and examples. */
  public String json() {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", name);
    object.put("pairs", pairs);
    object.put("kept", keptPairs());
    object.put("rules", rules);
    object.put("keptExamples", kept);
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(object) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings and numbers can always be written as JSON", e);
    }
  }

  /** A self-contained HTML page. */
  public String page() {
    return CleaningPage.of(this);
  }

  String share(long count) {
    return String.format(Locale.ROOT, "%.2f%%", pairs == 0 ? 0 : 100.0 * count / pairs);
  }

  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
