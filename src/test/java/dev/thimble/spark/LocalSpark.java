package dev.thimble.spark;

import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Spark in the JVM of the tests, with two threads. */
public final class LocalSpark {
  private LocalSpark() {}

  static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .appName("thimble-tests")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .getOrCreate();
  }

  /** Columns of strings, named a, b and so on, in some partitions. */
  public static Dataset<Row> rows(int partitions, List<List<String>> rows) {
    StructType schema = new StructType();
    int width = rows.isEmpty() ? 2 : rows.get(0).size();
    for (int i = 0; i < width; i++) {
      schema = schema.add(Character.toString('a' + i), DataTypes.StringType);
    }
    List<Row> all = rows.stream().map(row -> RowFactory.create(row.toArray())).toList();
    return session()
        .createDataFrame(
            JavaSparkContext.fromSparkContext(session().sparkContext())
                .parallelize(all, partitions),
            schema);
  }

  /** A column of texts, named a. */
  static Dataset<Row> texts(int partitions, List<String> texts) {
    return rows(partitions, texts.stream().map(Collections::singletonList).toList());
  }
}
