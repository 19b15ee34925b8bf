package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final String TORCH = System.mapLibraryName("torch");

  @TempDir private Path folder;
  @TempDir private Path resources;

  @Test
  void filesAreNamedAsDjlLooksForThem() throws IOException {
    ClassLoader loader = BundleTest.class.getClassLoader();

    List<String> places =
        Stream.of(Bundle.pyTorch(loader), Bundle.sentencePiece(loader), Bundle.jna(loader))
            .flatMap(bundle -> bundle.files().stream())
            .map(file -> file.place().toString().replace('\\', '/'))
            .toList();

    assertThat(places)
        .anyMatch(
            place ->
                place.matches("pytorch/2\\.7\\.1-\\d+-cpu-[a-z0-9_-]+/0\\.34\\.0-.*djl_torch\\..*"))
        .anyMatch(place -> place.matches("pytorch/2\\.7\\.1-\\d+-cpu-[a-z0-9_-]+/" + TORCH))
        .anyMatch(
            place ->
                place.matches("sentencepiece/0\\.2\\.0-0\\.34\\.0/.*sentencepiece_native\\..*"))
        .anyMatch(place -> place.matches("jna/[0-9a-f]+/.*jnidispatch\\..*"))
        .hasSizeGreaterThan(5);
  }

  /* DJL takes a folder with this file as complete. */
  @Test
  void torchIsUnpackedLast() throws IOException {
    List<BundledFile> files = Bundle.pyTorch(BundleTest.class.getClassLoader()).files();

    assertThat(files.get(files.size() - 1).place().getFileName()).hasToString(TORCH);
  }

  @Test
  void onlySentencePieceAndPyTorchAreTooLargeToUnpackForEachProcess() throws IOException {
    ClassLoader loader = BundleTest.class.getClassLoader();

    assertThat(Bundle.pyTorch(loader).isSmall()).isFalse();
    assertThat(Bundle.sentencePiece(loader).isSmall()).isFalse();
    assertThat(Bundle.jna(loader).isSmall()).isTrue();
  }

  @Test
  void filesWithoutADescriptionAreLeftToDjl() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(Bundle.pyTorch(empty).files()).isEmpty();
      assertThat(Bundle.sentencePiece(empty).files()).isEmpty();
      assertThat(Bundle.jna(empty).files()).isEmpty();
    }
  }

  @Test
  void librariesOfAnotherPlatformAreLeftToDjl() throws IOException {
    Path description = Files.createDirectories(resources.resolve("native/lib"));
    Files.writeString(
        description.resolve("pytorch.properties"),
        "version=1\nflavor=cpu\nclassifier=other-machine\nlibraries=" + TORCH + "\n");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {resources.toUri().toURL()}, null)) {
      assertThat(Bundle.pyTorch(loader).files()).isEmpty();
    }
  }

  @Test
  void missingFilesAreUnpackedAndNothingElseIsLeft() throws IOException {
    Bundle bundle = bundle("one", "two");
    assertThat(bundle.isComplete(folder)).isFalse();

    bundle.unpack(folder);

    assertThat(bundle.isComplete(folder)).isTrue();
    assertThat(folder.resolve("library/one")).hasContent("contents of one");
    assertThat(folder.resolve("library/two")).hasContent("contents of two");
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries).containsExactly(folder.resolve("library"));
    }
  }

  @Test
  void completeFilesAreNotUnpackedAgain() throws IOException {
    Bundle bundle = bundle("one", "two");
    bundle.unpack(folder);
    Files.writeString(folder.resolve("library/one"), "CONTENTS OF ONE");
    Files.delete(folder.resolve("library/two"));

    bundle.unpack(folder);

    assertThat(folder.resolve("library/one")).hasContent("CONTENTS OF ONE");
    assertThat(folder.resolve("library/two")).hasContent("contents of two");
  }

  @Test
  void fileOfAnotherSizeIsUnpackedAgain() throws IOException {
    Bundle bundle = bundle("one", "two");
    bundle.unpack(folder);
    Files.writeString(folder.resolve("library/one"), "cont");
    assertThat(bundle.isComplete(folder)).isFalse();

    bundle.unpack(folder);

    assertThat(folder.resolve("library/one")).hasContent("contents of one");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void unpackedFilesAreWritableByTheOwnerOnly() throws IOException {
    bundle("one").unpack(folder);

    for (Path path : List.of(folder.resolve("library"), folder.resolve("library/one"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .matches("rw.(r.x|r--|---|--x)(r.x|r--|---|--x)");
    }
  }

  @Test
  void libraryOfUnknownFilesIsCompleteIfItsFolderExists() throws IOException {
    Bundle unknown = new Bundle("library", List.of());
    assertThat(unknown.isComplete(folder)).isFalse();

    Files.createDirectory(folder.resolve("library"));

    assertThat(unknown.isComplete(folder)).isTrue();
    assertThat(unknown.folderOfFirst(folder)).isEqualTo(folder);
  }

  @Test
  void folderOfTheFirstFileIsItsParent() throws IOException {
    assertThat(bundle("one").folderOfFirst(folder)).isEqualTo(folder.resolve("library"));
  }

  private Bundle bundle(String... names) throws IOException {
    List<BundledFile> files = Stream.of(names).map(name -> file(name)).toList();
    return new Bundle("library", files);
  }

  private BundledFile file(String name) {
    try {
      Path source = Files.writeString(resources.resolve(name), "contents of " + name);
      return BundledFile.of(Path.of("library", name), source.toUri().toURL());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
