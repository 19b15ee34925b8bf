package dev.thimble.spark;

import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * What Spark sends to an executor for a task that uses the translator of the executor's JVM.
 *
 * @param given batches and threads; null for one worker for each core of the executor
 */
record TaskTranslator(
    ShippedModels models, TranslationOptions options, @Nullable ServingConfig given)
    implements Serializable {
  private static final int WINDOW_BATCHES = 8;

  /**
   * A translator of a task.
   *
   * @param window most rows to give to it at a time: sentences of like length meet in a batch, and
   *     memory does not grow with the partition
   */
  record Loaded(Translator translator, int window) {}

  /** The translator, shared with other tasks until this task ends. */
  Loaded load() throws IOException {
    ServingConfig serving = given == null ? servingOfExecutor() : given;
    SharedTranslator shared = SharedTranslator.acquire(models, serving);
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) task -> shared.close());
    return new Loaded(shared.with(options), WINDOW_BATCHES * serving.batchSize());
  }

  private static ServingConfig servingOfExecutor() {
    ServingConfig usual = ServingConfig.defaults();
    int cores = SparkEnv.get().conf().getInt("spark.executor.cores", usual.workers());
    return usual.withThreads(cores, usual.threads());
  }
}
