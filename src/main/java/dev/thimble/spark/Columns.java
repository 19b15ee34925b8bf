package dev.thimble.spark;

import java.util.Arrays;
import java.util.Objects;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Checks the columns of a dataset before a cluster works on them. */
final class Columns {
  private Columns() {}

  /** The index of a column of strings. */
  static int text(StructType schema, String name) {
    Objects.requireNonNull(name, "column");
    int index = Arrays.asList(schema.fieldNames()).indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "there is no column '" + name + "'; there are " + String.join(", ", schema.fieldNames()));
    }
    if (!schema.apply(index).dataType().equals(DataTypes.StringType)) {
      throw new IllegalArgumentException(
          "the column '"
              + name
              + "' holds "
              + schema.apply(index).dataType().typeName()
              + ", not strings; cast it, or name another");
    }
    return index;
  }

  /** Refuses a name that a column has already. */
  static void requireFree(StructType schema, String name) {
    for (String taken : schema.fieldNames()) {
      if (taken.equalsIgnoreCase(name)) { // Spark does not tell them apart
        throw new IllegalArgumentException(
            "there is a column '" + taken + "' already; rename it, or leave it out");
      }
    }
  }
}
