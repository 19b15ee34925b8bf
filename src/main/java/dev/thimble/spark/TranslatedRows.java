package dev.thimble.spark;

import dev.thimble.translation.LongTextException;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition with three more columns: translation, score, confidence. Reads one window
 * of rows at a time. Not thread-safe.
 */
final class TranslatedRows implements Iterator<Row> {
  private static final int SHOWN = 80; // characters of a text in an error

  private final Iterator<Row> rows;
  private final int column;
  private final Translator translator;
  private final int window;
  private final Queue<Row> translated = new ArrayDeque<>();

  /**
   * @param column index of the texts
   * @param window most rows in memory
   */
  TranslatedRows(Iterator<Row> rows, int column, Translator translator, int window) {
    this.rows = rows;
    this.column = column;
    this.translator = translator;
    this.window = window;
  }

  @Override
  public boolean hasNext() {
    return !translated.isEmpty() || rows.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (translated.isEmpty()) {
      translateWindow();
    }
    return translated.remove();
  }

  private void translateWindow() {
    List<Row> read = new ArrayList<>(window);
    while (read.size() < window && rows.hasNext()) {
      read.add(rows.next());
    }
    List<String> texts =
        read.stream().map(row -> row.getString(column)).filter(Objects::nonNull).toList();
    Iterator<Translation> translations = translations(texts).iterator();
    for (Row row : read) {
      translated.add(extended(row, row.isNullAt(column) ? null : translations.next()));
    }
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
    @Nullable Object[] values = new Object[row.size() + 3];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    if (translation != null) {
      values[row.size()] = translation.text();
      values[row.size() + 1] = translation.score();
      if (translation.confidence().isPresent()) {
        values[row.size() + 2] = translation.confidence().getAsDouble();
      }
    }
    return RowFactory.create(values);
  }
}
