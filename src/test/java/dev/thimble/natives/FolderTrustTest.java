package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Owners and modes are fakes, so that the tests do not depend on the user who runs them. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FolderTrustTest {
  private static final int ROOT = 0;
  private static final int CALLER = 1000;
  private static final int OTHER = 1001;
  private static final int FOLDER = 0040000;
  private static final int LINK = 0120777;
  private static final int STICKY = 01000;
  private static final Path CACHE = Path.of("/home/me/cache");

  private final Map<Path, FileStatus> status = new HashMap<>();
  private final Map<Path, Path> links = new HashMap<>();

  @BeforeEach
  void createFolders() {
    put("/", ROOT, FOLDER | 0755);
    put("/home", ROOT, FOLDER | 0755);
    put("/home/me", CALLER, FOLDER | 0750);
    put("/home/me/cache", CALLER, FOLDER | 0755);
  }

  @Test
  void folderOfTheUserBelowFoldersOfRootIsSafe() throws IOException {
    assertThat(trust(false).check(CACHE)).isEqualTo(CACHE);
  }

  @Test
  void folderOfRootIsSafe() {
    put("/home/me/cache", ROOT, FOLDER | 0755);

    assertSafe(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home", "/home/me", "/home/me/cache"})
  void folderOfAnotherUserIsRefusedByName(String path) {
    put(path, OTHER, FOLDER | 0755);

    assertRefused(
        false, path + " belongs to user 1001, neither to you (user 1000) nor to root; do");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/home", "/home/me", "/home/me/cache"})
  void folderThatAllCanWriteToIsRefusedByName(String path) {
    put(path, ROOT, FOLDER | 0777);

    assertRefused(
        false,
        path + " can be written by other users (mode 0777; correct it by: chmod go-w " + path);
    assertRefused(true, "correct it by: chmod o-w " + path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/home", "/home/me", "/home/me/cache"})
  void folderThatItsGroupCanWriteToIsSafeOnlyIfSetExplicitly(String path) {
    put(path, ROOT, FOLDER | 0775);

    assertRefused(false, path + " can be written by other users (mode 0775");
    assertSafe(true);
  }

  @Test
  void stickyBitCountsForParentFoldersOnly() {
    put("/home/me", ROOT, FOLDER | STICKY | 0777);

    assertSafe(false);

    put("/home/me/cache", CALLER, FOLDER | STICKY | 0777);

    assertRefused(false, "/home/me/cache can be written by other users (mode 01777");
  }

  @Test
  void readPermissionOfOthersIsAllowed() {
    put("/home/me/cache", CALLER, FOLDER | 0555);

    assertSafe(false);
  }

  @Test
  void linkIsFollowedAndEveryFolderOfItsPathIsChecked() throws IOException {
    link("/home/me/cache", CALLER, "../../data/natives");
    put("/data", ROOT, FOLDER | 0755);
    put("/data/natives", CALLER, FOLDER | 0700);

    assertThat(trust(false).check(CACHE)).isEqualTo(Path.of("/data/natives"));

    put("/data", OTHER, FOLDER | 0755);

    assertRefused(false, "/data belongs to user 1001");
  }

  @Test
  void absoluteLinkIsFollowedFromTheRoot() throws IOException {
    link("/home/me", ROOT, "/data");
    put("/data", CALLER, FOLDER | 0755);
    put("/data/cache", CALLER, FOLDER | 0755);

    assertThat(trust(false).check(CACHE)).isEqualTo(Path.of("/data/cache"));
  }

  @Test
  void linkOfAnotherUserIsRefusedWhateverItsTarget() {
    link("/home/me/cache", OTHER, "/home/me");

    assertRefused(false, "/home/me/cache belongs to user 1001");
  }

  @Test
  void linkToItselfIsRefused() {
    link("/home/me/cache", CALLER, "/home/me/cache");

    assertRefused(false, "/home/me/cache has more than 40 symbolic links in its path");
  }

  @Test
  void ownerOfTheRootFolderCountsAsRootInAUserNamespace() {
    put("/", 65534, FOLDER | 0755);
    put("/home", 65534, FOLDER | 0755);

    assertSafe(false);

    put("/home/me/cache", 65534, FOLDER | 0755);

    assertRefused(false, "/home/me/cache belongs to user 65534");
  }

  @Test
  void nothingIsCheckedWithoutOwnersAndModes() throws IOException {
    put("/home/me/cache", OTHER, FOLDER | 0777);
    FolderTrust none = new FolderTrust(OptionalInt.empty(), new Given(), false, "do");

    assertThat(none.check(CACHE)).isEqualTo(CACHE);
    none.checkTree(CACHE);
  }

  @Test
  void fileThatOthersCanWriteToIsRefusedByName(@TempDir Path folder) throws IOException {
    Path file = Files.createDirectories(folder.resolve("a/b")).resolve("libtorch.so");
    Files.createFile(file);
    FolderTrust real = new FolderTrust(ProcessUser.uid(), FileStatus.FILES, false, "do");
    real.checkTree(folder);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));

    assertThatThrownBy(() -> real.checkTree(folder))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(file + " can be written by other users (mode 0664");
  }

  @Test
  void fileOfAnotherUserIsRefusedByName(@TempDir Path folder) throws IOException {
    Path planted = Files.createFile(folder.resolve("libtorch.so"));
    FileStatus.Lookup files =
        new FileStatus.Lookup() {
          @Override
          public FileStatus of(Path path) throws IOException {
            int owner = path.equals(planted) ? OTHER : ROOT;
            return new FileStatus(owner, FileStatus.FILES.of(path).mode());
          }

          @Override
          public Path target(Path link) throws IOException {
            return FileStatus.FILES.target(link);
          }
        };

    FolderTrust trust = new FolderTrust(OptionalInt.of(CALLER), files, false, "do");

    trust.check(folder);
    assertThatThrownBy(() -> trust.checkTree(folder))
        .hasMessageContaining(planted + " belongs to user 1001");
  }

  @Test
  void linkInTheFolderIsFollowed(@TempDir Path folder, @TempDir Path elsewhere) throws IOException {
    Path file = Files.createFile(elsewhere.resolve("libtorch.so"));
    Files.createSymbolicLink(folder.resolve("version"), elsewhere);
    FolderTrust real = new FolderTrust(ProcessUser.uid(), FileStatus.FILES, false, "do");
    real.checkTree(folder);

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--rw-"));

    assertThatThrownBy(() -> real.checkTree(folder)).hasMessageContaining(file + " can be written");
  }

  @Test
  void foldersThatContainThemselvesAreRefused(@TempDir Path folder) throws IOException {
    Files.createSymbolicLink(folder.resolve("self"), folder);
    FolderTrust real = new FolderTrust(ProcessUser.uid(), FileStatus.FILES, false, "do");

    assertThatThrownBy(() -> real.checkTree(folder))
        .hasMessageContaining("is more than 16 folders deep");
  }

  private void assertSafe(boolean explicit) {
    assertThatCode(() -> trust(explicit).check(CACHE)).doesNotThrowAnyException();
  }

  private void assertRefused(boolean explicit, String message) {
    assertThatThrownBy(() -> trust(explicit).check(CACHE))
        .isInstanceOf(NativeLibraryException.class)
        .hasMessageContaining(message);
  }

  private FolderTrust trust(boolean explicit) {
    return new FolderTrust(OptionalInt.of(CALLER), new Given(), explicit, "do");
  }

  private void put(String path, int owner, int mode) {
    status.put(Path.of(path), new FileStatus(owner, mode));
  }

  private void link(String path, int owner, String target) {
    put(path, owner, LINK);
    links.put(Path.of(path), Path.of(target));
  }

  private final class Given implements FileStatus.Lookup {
    @Override
    public FileStatus of(Path path) throws IOException {
      FileStatus found = status.get(path);
      if (found == null) {
        throw new NoSuchFileException(path.toString());
      }
      return found;
    }

    @Override
    public Path target(Path link) {
      return links.get(link);
    }
  }
}
