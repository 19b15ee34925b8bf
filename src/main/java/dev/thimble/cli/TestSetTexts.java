package dev.thimble.cli;

import dev.thimble.cli.AlignedLines.Column;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a test set.
 *
 * @param systems names of the systems
 * @param hypotheses one text for each system
 */
record TestSetTexts(
    String name,
    List<String> systems,
    List<Column> hypotheses,
    List<Column> references,
    @Nullable Column source) {

  /** All texts that must be aligned: hypotheses, references, source. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>(hypotheses);
    columns.addAll(references);
    if (source != null) {
      columns.add(source);
    }
    return columns;
  }
}
