package dev.thimble.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelLocation;
import dev.thimble.checkpoint.Zips;
import dev.thimble.search.EnsembleConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Translators and language models from jars, streams and other file systems. */
class LoadingIT extends LoadedTranslator {
  private String expected() {
    return translator.translate("the cat").text();
  }

  @Test
  void modelOnTheClassPathIsLoaded() throws Exception {
    Path jar = zip("classes.jar", Zips.of(model, "models/en-fr/"));
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
      URI manifest = classes.getResource("models/en-fr/manifest.json").toURI();
      try (Translator found =
          Translator.load(manifest, TranslationOptions.greedy(), ServingConfig.defaults())) {
        assertThat(found.translate("the cat").text()).isEqualTo(expected());
      }
    }
    Files.delete(jar); // nothing keeps it open
  }

  @Test
  void streamOfAZipFileIsLoaded() throws Exception {
    try (InputStream zip = new ByteArrayInputStream(Zips.of(model, "en-fr/"));
        Translator found =
            Translator.load(zip, TranslationOptions.greedy(), ServingConfig.defaults())) {
      assertThat(found.translate("the cat").text()).isEqualTo(expected());
    }
  }

  @Test
  void defaultsAreThoseOfAFolder() throws Exception {
    Path zip = zip("defaults.zip", Zips.of(model, ""));
    try (Translator folder = Translator.load(model);
        Translator uri = Translator.load(zip.toUri());
        Translator stream = Translator.load(new ByteArrayInputStream(Files.readAllBytes(zip)));
        Translator path = Translator.load(zip)) {
      for (Translator each : List.of(uri, stream, path)) {
        assertThat(each.options()).isEqualTo(TranslationOptions.defaults());
        assertThat(each.translate("the cat").text()).isEqualTo(folder.translate("the cat").text());
      }
    }
  }

  @Test
  void ensembleOfFoldersInAFileSystemIsLoaded() throws Exception {
    Path zip = zip("ensemble.zip", Zips.of(model, "a/", "b/"));
    try (FileSystem files = FileSystems.newFileSystem(zip);
        ModelLocation other = ModelLocation.of(URI.create("jar:" + zip.toUri() + "!/b/"))) {
      List<Path> folders = List.of(files.getPath("/a"), other.folder());
      LoadConfig both =
          LoadConfig.of(folders.get(0)).withEnsemble(folders, EnsembleConfig.defaults(2));
      try (Translator ensemble =
          Translator.load(both, TranslationOptions.greedy(), ServingConfig.defaults())) {
        assertThat(ensemble.translate("the cat").text()).isEqualTo(expected());
      }
    }
  }

  @Test
  void languageModelIsLoadedFromAUriAndAStream() throws Exception {
    Path folder = RandomModel.writeLanguageModel(model.resolveSibling("texts"), 3);
    byte[] zip = Zips.of(folder, "");
    Path file = zip("texts.zip", zip);
    try (LanguageModel expected = LanguageModel.load(folder);
        LanguageModel uri = LanguageModel.load(file.toUri());
        LanguageModel stream = LanguageModel.load(new ByteArrayInputStream(zip))) {
      double logProb = expected.score("the cat").logProb();
      assertThat(uri.score("the cat").logProb()).isEqualTo(logProb);
      assertThat(stream.score("the cat").logProb()).isEqualTo(logProb);
    }
  }

  @Test
  void errorNamesTheLocation() throws Exception {
    Path folder = RandomModel.writeLanguageModel(model.resolveSibling("other"), 3);
    Path zip = zip("other.zip", Zips.of(folder, "model/"));
    assertThatThrownBy(() -> Translator.load(zip.toUri()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(zip.toUri() + ": /model is a language model");
  }

  private static Path zip(String name, byte[] bytes) throws Exception {
    return Files.write(model.resolveSibling(name), bytes);
  }
}
