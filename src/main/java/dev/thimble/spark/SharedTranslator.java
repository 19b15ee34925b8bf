package dev.thimble.spark;

import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import dev.thimble.translation.Translator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * The translators of this JVM, one for each set of models, which all tasks of the JVM share. A
 * translator without tasks stays loaded for the next ones until other models are asked for; the end
 * of the JVM closes all. Thread-safe.
 */
final class SharedTranslator implements AutoCloseable {
  private static final Map<Key, SharedTranslator> LOADED = new HashMap<>();
  private static boolean closesAtExit;

  private final Translator translator;
  private int tasks;

  private record Key(ShippedModels models, ServingConfig serving) {}

  private SharedTranslator(Translator translator) {
    this.translator = translator;
  }

  /** The translator of the given models, loaded if need be; the task closes it when it ends. */
  static SharedTranslator acquire(ShippedModels models, ServingConfig serving) throws IOException {
    synchronized (LOADED) {
      Key key = new Key(models, serving);
      SharedTranslator shared = LOADED.get(key);
      if (shared == null) {
        closeIdle();
        closeAtExit();
        shared =
            new SharedTranslator(
                Translator.load(models.unpacked(), TranslationOptions.defaults(), serving));
        LOADED.put(key, shared);
      }
      shared.tasks++;
      return shared;
    }
  }

  /** A view with the options of a task. */
  Translator with(TranslationOptions options) {
    return translator.with(options);
  }

  /** Ends the use by one task. */
  @Override
  public void close() {
    synchronized (LOADED) {
      tasks--;
    }
  }

  /** Number of translators in memory. */
  static int loaded() {
    synchronized (LOADED) {
      return LOADED.size();
    }
  }

  private static void closeIdle() {
    for (Iterator<SharedTranslator> all = LOADED.values().iterator(); all.hasNext(); ) {
      SharedTranslator shared = all.next();
      if (shared.tasks == 0) {
        all.remove();
        shared.translator.close();
      }
    }
  }

  private static void closeAtExit() {
    if (!closesAtExit) {
      Runtime.getRuntime().addShutdownHook(new Thread(SharedTranslator::closeAll, "thimble-close"));
      closesAtExit = true;
    }
  }

  private static void closeAll() {
    synchronized (LOADED) {
      LOADED.values().forEach(shared -> shared.translator.close());
      LOADED.clear();
    }
  }
}
