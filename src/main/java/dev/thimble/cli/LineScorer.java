package dev.thimble.cli;

import dev.thimble.translation.LongTextException;
import dev.thimble.translation.Translation;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/**
 * Scores the lines of a file. A line longer than {@code --max-source-length} is reported by its
 * number and not scored. For one thread.
 */
record LineScorer(LongLines longLines) {
  /**
   * Scores lines; the score of a line with a text that is too long is empty.
   *
   * @param lines the columns of each line
   * @param scoring scores some of them
   * @param number maps the index of a line to its number
   */
  List<Optional<Translation>> scoreAll(
      List<List<String>> lines,
      Function<List<List<String>>, List<Translation>> scoring,
      IntToLongFunction number) {
    try {
      return scoring.apply(lines).stream().map(Optional::of).toList();
    } catch (LongTextException e) {
      longLines.report(e, number, "not scored");
      Set<Integer> tooLong = new HashSet<>(e.indexes());
      Iterator<Translation> scored =
          scoring
              .apply(
                  IntStream.range(0, lines.size())
                      .filter(i -> !tooLong.contains(i))
                      .mapToObj(lines::get)
                      .toList())
              .iterator();
      return IntStream.range(0, lines.size())
          .mapToObj(
              i -> tooLong.contains(i) ? Optional.<Translation>empty() : Optional.of(scored.next()))
          .toList();
    }
  }
}
