package dev.thimble.translation;

import dev.thimble.integrity.Require;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Internal: scores lines, some of which may have a text that is too long and then have no score.
 * Stateless.
 */
public final class LineScorer {
  private LineScorer() {}

  /**
   * Scores lines; the score of a line with a text that is too long is empty.
   *
   * @param lines the columns of each line
   * @param scoring scores some of them
   * @param tooLong called at most once, with the lines that are too long
   * @return a score for each line, in their order
   */
  public static List<Optional<Translation>> scoreAll(
      List<List<String>> lines,
      Function<List<List<String>>, List<Translation>> scoring,
      Consumer<LongTextException> tooLong) {
    Require.elements(lines, "lines");
    Objects.requireNonNull(scoring, "scoring");
    Objects.requireNonNull(tooLong, "tooLong");
    try {
      return scoring.apply(lines).stream().map(Optional::of).toList();
    } catch (LongTextException e) {
      tooLong.accept(e);
      Set<Integer> left = new HashSet<>(e.indexes());
      Iterator<Translation> scored =
          scoring
              .apply(
                  IntStream.range(0, lines.size())
                      .filter(i -> !left.contains(i))
                      .mapToObj(lines::get)
                      .toList())
              .iterator();
      return IntStream.range(0, lines.size())
          .mapToObj(
              i -> left.contains(i) ? Optional.<Translation>empty() : Optional.of(scored.next()))
          .toList();
    }
  }
}
