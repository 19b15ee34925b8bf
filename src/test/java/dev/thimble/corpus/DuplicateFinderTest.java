package dev.thimble.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.PairCleaner.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicateFinderTest {
  @TempDir private Path folder;

  private DuplicateFinder finder(boolean folded, CleaningRule... rules) {
    return new DuplicateFinder(Set.of(rules), folded, folder);
  }

  private static CleaningRule rule(DuplicateFinder finder, String source, String target)
      throws IOException {
    Finding finding = finder.check(source, target);
    return finding == null ? null : finding.rule();
  }

  @Test
  void firstOfEqualPairsStays() throws IOException {
    try (DuplicateFinder finder = finder(false, CleaningRule.DUPLICATE_PAIR)) {
      assertThat(rule(finder, "a", "b")).isNull();
      assertThat(rule(finder, "a", "c")).isNull();
      assertThat(rule(finder, "A.", "b")).isNull();
      assertThat(rule(finder, "a", "b")).isEqualTo(CleaningRule.DUPLICATE_PAIR);
    }
  }

  @Test
  void firstOfEqualSourcesAndTargetsStays() throws IOException {
    try (DuplicateFinder finder =
        finder(
            false,
            CleaningRule.DUPLICATE_PAIR,
            CleaningRule.DUPLICATE_SOURCE,
            CleaningRule.DUPLICATE_TARGET)) {
      assertThat(rule(finder, "a", "b")).isNull();
      assertThat(rule(finder, "a", "c")).isEqualTo(CleaningRule.DUPLICATE_SOURCE);
      assertThat(rule(finder, "d", "b")).isEqualTo(CleaningRule.DUPLICATE_TARGET);
      assertThat(rule(finder, "a", "b")).isEqualTo(CleaningRule.DUPLICATE_PAIR);
    }
  }

  @Test
  void caseAndPunctuationNeedNotCount() throws IOException {
    try (DuplicateFinder finder = finder(true, CleaningRule.DUPLICATE_PAIR)) {
      assertThat(rule(finder, "It's so.", "b")).isNull();
      assertThat(rule(finder, "ITS SO!", "B")).isEqualTo(CleaningRule.DUPLICATE_PAIR);
    }
  }

  @Test
  void otherRulesAreIgnored() throws IOException {
    try (DuplicateFinder finder =
        new DuplicateFinder(
            EnumSet.complementOf(EnumSet.copyOf(DuplicateFinder.RULES)), true, folder)) {
      assertThat(rule(finder, "a", "b")).isNull();
      assertThat(rule(finder, "a", "b")).isNull();
    }
  }
}
