package dev.thimble.spark;

import dev.thimble.translation.LongTextException;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Adds three columns to rows: translation, score, confidence.
 *
 * @param column index of the texts
 */
record TranslatedRows(Translator translator, int column) implements UnaryOperator<List<Row>> {
  private static final int SHOWN = 80; // characters of a text in an error

  @Override
  public List<Row> apply(List<Row> rows) {
    List<String> texts =
        rows.stream().map(row -> row.getString(column)).filter(Objects::nonNull).toList();
    Iterator<Translation> translations = translations(texts).iterator();
    List<Row> translated = new ArrayList<>();
    for (Row row : rows) {
      translated.add(extended(row, row.isNullAt(column) ? null : translations.next()));
    }
    return translated;
  }

  private List<Translation> translations(List<String> texts) {
    try {
      return translator.translateAll(texts);
    } catch (LongTextException e) {
      String text = texts.get(e.indexes().get(0));
      throw new IllegalArgumentException(
          "\"" + text.substring(0, Math.min(SHOWN, text.length())) + "...\": " + e.getMessage(), e);
    }
  }

  private static Row extended(Row row, @Nullable Translation translation) {
    if (translation == null) {
      return Rows.extended(row, null, null, null);
    }
    Double confidence =
        translation.confidence().isPresent() ? translation.confidence().getAsDouble() : null;
    return Rows.extended(row, translation.text(), translation.score(), confidence);
  }
}
