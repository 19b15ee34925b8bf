package dev.thimble.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.thimble.model.ComputeType;
import dev.thimble.translation.Translation;
import dev.thimble.translation.Translator;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed folders of every format version still give their translations or refusals. */
class GoldenFoldersIT {
  static List<Path> golden() throws IOException {
    return folders(GoldenFolders.GOLDEN);
  }

  static List<Path> malformed() throws IOException {
    return folders(GoldenFolders.MALFORMED);
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (Stream<Path> folders = Files.list(parent)) {
      return folders.sorted().toList();
    }
  }

  @Test
  void everyVersionHasAFolderOfEachStorageType() throws IOException {
    int folders =
        IntStream.rangeClosed(1, ModelFolder.FORMAT_VERSION)
            .map(version -> GoldenFolders.types(version).size())
            .sum();
    assertThat(golden()).hasSize(folders);
  }

  @ParameterizedTest
  @MethodSource("golden")
  void float32GivesTheExpectedIdsAndScores(Path folder) throws IOException {
    Vocabulary target = ModelFolder.read(folder).target();
    List<GoldenFolders.Expected> expected = expected(folder);
    List<Translation> found = translations(folder, ComputeType.FLOAT32);
    for (int i = 0; i < expected.size(); i++) {
      Translation translation = found.get(i);
      assertThat(translation.pieces()).map(target::id).isEqualTo(expected.get(i).ids());
      assertThat(translation.score()).isCloseTo(expected.get(i).score(), within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("golden")
  void everyComputeTypeGivesTheExpectedTexts(Path folder) throws IOException {
    List<String> texts = expected(folder).stream().map(GoldenFolders.Expected::text).toList();
    for (ComputeType type : GoldenFolders.computeTypes()) {
      assertThat(translations(folder, type)).as("%s", type).map(Translation::text).isEqualTo(texts);
    }
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void malformedFolderIsRefusedWithItsMessage(Path folder) throws IOException {
    assertThat(GoldenFolders.refusal(folder) + "\n")
        .isEqualTo(Files.readString(folder.resolve(GoldenFolders.MESSAGE)));
  }

  private static List<Translation> translations(Path folder, ComputeType type) throws IOException {
    try (Translator translator = GoldenFolders.load(folder, type)) {
      return translator.translateAll(
          expected(folder).stream().map(GoldenFolders.Expected::source).toList());
    }
  }

  private static List<GoldenFolders.Expected> expected(Path folder) throws IOException {
    return new ObjectMapper()
        .readValue(folder.resolve(GoldenFolders.EXPECTED).toFile(), new TypeReference<>() {});
  }
}
