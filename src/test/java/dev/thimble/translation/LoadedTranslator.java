package dev.thimble.translation;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Gives each test of a class a new translator with greedy search, over the same random model. */
abstract class LoadedTranslator {
  @TempDir private static Path folder;
  static Path model;

  Translator translator;

  @BeforeAll
  static void writeModel() throws IOException {
    model = RandomModel.write(folder.resolve("model"), 3);
  }

  @BeforeEach
  void load() throws IOException {
    translator = Translator.load(model, TranslationOptions.greedy());
  }

  @AfterEach
  void close() {
    translator.close();
  }
}
