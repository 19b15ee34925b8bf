package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
class NativeFolderTest {
  private static final Bundle LIBRARY = new Bundle("pytorch", List.of());

  @TempDir private Path root;
  private final Map<String, String> environment = new HashMap<>();
  private final Map<String, String> properties = new HashMap<>();
  private final NativeFolder folder = new NativeFolder(environment::get, properties::get);
  private Path home;
  private Path temporary;

  @BeforeEach
  void aHomeAndATemporaryFolder() throws IOException {
    root = root.toRealPath();
    home = Files.createDirectory(root.resolve("home"));
    temporary = Files.createDirectory(root.resolve("temporary"));
    properties.put("user.home", home.toString());
    properties.put("java.io.tmpdir", temporary.toString());
  }

  @Test
  void cacheInTheHomeFolderIsTheDefaultAndPrivate() throws IOException {
    Path cache = home.resolve(".djl.ai");

    assertThat(folder.of(LIBRARY)).isEqualTo(cache);
    assertThat(permissions(cache)).isEqualTo("rwx------");
  }

  @Test
  void folderSetByAVariableOfDjlIsCreatedAndUsed() throws IOException {
    properties.put("DJL_CACHE_DIR", root.resolve("by/property").toString());
    assertThat(folder.of(LIBRARY)).isEqualTo(root.resolve("by/property")).isDirectory();

    environment.put("DJL_CACHE_DIR", root.resolve("by/variable").toString());
    assertThat(folder.of(LIBRARY)).isEqualTo(root.resolve("by/variable")).isDirectory();

    properties.put("ENGINE_CACHE_DIR", root.resolve("engine/property").toString());
    assertThat(folder.of(LIBRARY)).isEqualTo(root.resolve("engine/property")).isDirectory();

    environment.put("ENGINE_CACHE_DIR", root.resolve("engine/variable").toString());
    assertThat(folder.of(LIBRARY)).isEqualTo(root.resolve("engine/variable")).isDirectory();
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void emptyVariableMeansNotSet() throws IOException {
    environment.put("DJL_CACHE_DIR", "");
    environment.put("ENGINE_CACHE_DIR", "");
    properties.put("thimble.natives", "");

    assertThat(folder.of(LIBRARY)).isEqualTo(home.resolve(".djl.ai"));
  }

  @Test
  void thimblesPropertyTakesPrecedence() throws IOException {
    environment.put("DJL_CACHE_DIR", root.resolve("djl").toString());
    properties.put("ENGINE_CACHE_DIR", root.resolve("engine").toString());
    properties.put("thimble.natives", root.resolve("own").toString());

    assertThat(folder.of(LIBRARY)).isEqualTo(root.resolve("own"));
  }

  @Test
  void variableThatContradictsThePropertyIsRefused() throws IOException {
    environment.put("ENGINE_CACHE_DIR", root.resolve("engine").toString());
    properties.put("thimble.natives", root.resolve("own").toString());

    assertThatThrownBy(() -> folder.of(LIBRARY))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessage(
            "the environment variable ENGINE_CACHE_DIR names %s/engine, but -Dthimble.natives names"
                + " %s/own; unset one of them",
            root, root);

    properties.put("thimble.natives", root.resolve("engine").toString());
    assertThat(folder.of(LIBRARY)).isEqualTo(root.resolve("engine"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "/nonexistent/home", "relative", ""})
  void privateFolderIsUsedWithoutAHomeFolder(String none) throws IOException {
    properties.put("user.home", none);

    Path chosen = folder.of(LIBRARY);

    assertThat(chosen.getParent()).isEqualTo(temporary);
    assertThat(permissions(chosen)).isEqualTo("rwx------");
    assertThat(folder.of(LIBRARY)).isEqualTo(chosen);
    assertThat(Path.of("?")).doesNotExist();
  }

  @Test
  void noCacheIsCreatedInAHomeFolderThatOthersCanWriteTo() throws IOException {
    permit(home, "rwxrwxrwx");

    assertThat(folder.of(LIBRARY).getParent()).isEqualTo(temporary);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void cacheThatItsGroupCanWriteToIsRefusedByName() throws IOException {
    Path cache = Files.createDirectory(home.resolve(".djl.ai"));
    permit(cache, "rwxrwxr-x");

    assertRefused(cache);
  }

  @Test
  void explicitFolderMayBeWritableByItsGroupButNotByAll() throws IOException {
    Path set = Files.createDirectory(root.resolve("set"));
    environment.put("DJL_CACHE_DIR", set.toString());
    permit(set, "rwxrwxr-x");
    assertThat(folder.of(LIBRARY)).isEqualTo(set);

    permit(set, "rwxrwxrwx");

    assertRefused(set);
  }

  @Test
  void fileThatAllCanWriteToIsRefusedByName() throws IOException {
    Path version = Files.createDirectories(home.resolve(".djl.ai/pytorch/1"));
    Path planted = Files.createFile(version.resolve("libextra.so"));
    permit(home.resolve(".djl.ai"), "rwx------");
    permit(home.resolve(".djl.ai/pytorch"), "rwx------");
    permit(version, "rwx------");
    permit(planted, "rw-rw-rw-");

    assertRefused(planted);
    assertThat(folder.of(new Bundle("sentencepiece", List.of())))
        .isEqualTo(home.resolve(".djl.ai"));
  }

  @Test
  void fileInPlaceOfTheExplicitFolderIsRefused() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    environment.put("DJL_CACHE_DIR", file.toString());

    assertThatThrownBy(() -> folder.of(LIBRARY))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining("DJL_CACHE_DIR names " + file + ", which cannot be created");
  }

  @Test
  void temporaryFolderThatOthersCanWriteToIsRefusedByName() throws IOException {
    properties.put("user.home", "?");
    permit(temporary, "rwxrwxrwx"); // no sticky bit

    assertRefused(temporary);
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void messageWithoutAnyUsableFolderSaysWhatToSet() {
    properties.put("user.home", "?");
    properties.put("java.io.tmpdir", root.resolve("missing").toString());

    assertThatThrownBy(() -> folder.of(LIBRARY))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(
            "(user.home is ?), and no folder can be created in " + root + "/missing")
        .hasMessageContaining("set DJL_CACHE_DIR or -Dthimble.natives to a folder of your own");
  }

  @Test
  void abandonedFoldersInTheTemporaryFolderAreDeleted() throws IOException {
    properties.put("user.home", "?");
    Path left = Files.createDirectories(temporary.resolve("thimble-natives-1/pytorch")).getParent();
    Files.createFile(left.resolve("lock"));

    Path chosen = folder.of(LIBRARY);

    try (Stream<Path> entries = Files.list(temporary)) {
      assertThat(entries).containsExactly(chosen);
    }
  }

  @Test
  void abandonedFoldersInTheCacheAreDeleted() throws IOException {
    Path left = Files.createDirectories(home.resolve(".djl.ai/thimble-natives-1"));
    permit(home.resolve(".djl.ai"), "rwx------");
    Files.createFile(left.resolve("lock"));

    folder.of(LIBRARY);

    assertThat(home.resolve(".djl.ai")).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PYTORCH_LIBRARY_PATH", "PYTORCH_EXTRA_LIBRARY_PATH", "LIBSTDCXX_LIBRARY_PATH"})
  void librarySetByAVariableOfDjlIsChecked(String variable) throws IOException {
    Path library = Files.createFile(root.resolve("libtorch.so"));
    environment.put(variable, root.resolve("missing") + ":" + library);
    assertThat(folder.checkReplacements()).isEqualTo(variable.equals("PYTORCH_LIBRARY_PATH"));

    permit(library, "rw-r--rw-");

    assertThatThrownBy(folder::checkReplacements)
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(library + " can be written by other users");
  }

  private void assertRefused(Path path) {
    assertThatThrownBy(() -> folder.of(LIBRARY))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(path + " can be written by other users")
        .hasMessageEndingWith(
            "delete it, or set DJL_CACHE_DIR or -Dthimble.natives to a folder of your own");
  }

  private static void permit(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
