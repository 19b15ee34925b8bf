package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadFailureTest {
  private static final ClassLoader COMPLETE = LoadFailureTest.class.getClassLoader();
  private final RuntimeException cause = new IllegalStateException("cause");

  @Test
  void missingLibraryIsNamedAsADependencyForMavenAndGradle() {
    assertThat(LoadFailure.missing("osx-aarch64", "2.7.1", cause))
        .hasCause(cause)
        .hasMessage(
            """
            the native library of PyTorch for this machine is not on the class path; add it to the application:
            Maven: <dependency><groupId>ai.djl.pytorch</groupId><artifactId>pytorch-native-cpu</artifactId>\
            <version>2.7.1</version><classifier>osx-aarch64</classifier><scope>runtime</scope></dependency>
            Gradle: runtimeOnly("ai.djl.pytorch:pytorch-native-cpu:2.7.1:osx-aarch64")
            Command line: build thimble.jar with -Ddjl.platform=osx-aarch64\
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64"})
  void linesToAddAreThoseOfTheReadme(String platform) throws IOException {
    assertThat(Files.readString(Path.of("README.md")).lines())
        .containsAll(
            LoadFailure.missing(platform, "2.7.1", cause)
                .getMessage()
                .lines()
                .skip(1)
                .limit(2)
                .map(line -> line.substring(line.indexOf(": ") + 2))
                .toList());
  }

  @Test
  void platformWithoutALibraryIsNamed() {
    assertThat(LoadFailure.missing("osx-x86_64", "2.7.1", cause))
        .hasMessage(
            "there is no native library of PyTorch 2.7.1 for osx-x86_64; there are linux-x86_64,"
                + " linux-aarch64, osx-aarch64, win-x86_64");
  }

  @Test
  void onlyPyTorchIsMissingIfItHasNoDescriptionForThisPlatform() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThat(LoadFailure.explain(cause, true, empty)).hasMessageContaining("add it to");
      assertThat(LoadFailure.explain(cause, false, empty)).isNull();
    }
    assertThat(LoadFailure.explain(cause, true, COMPLETE)).isNull();
  }

  @Test
  void classPathThatCannotBeReadExplainsNothing() {
    ClassLoader broken =
        new ClassLoader(null) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("damaged jar");
          }
        };
    assertThat(LoadFailure.explain(cause, true, broken)).isNull();
  }

  @Test
  void libraryOfAnotherClassLoaderIsExplainedThoughItIsTheCauseOfTheCause() {
    Throwable jdk =
        new UnsatisfiedLinkError(
            "Native Library /a/libc10.so already loaded in another classloader");
    Throwable djl = new IllegalStateException("Failed to load", new RuntimeException(jdk));

    assertThat(LoadFailure.explain(djl, false, COMPLETE))
        .hasCause(djl)
        .hasMessageContaining("common parent class loader");
  }

  @Test
  void engineThatIsNotFoundLacksAServiceFile() {
    Throwable djl = new IllegalArgumentException("Deep learning engine not found: PyTorch");

    assertThat(LoadFailure.explain(djl, true, COMPLETE))
        .hasMessageContaining("ServicesResourceTransformer");
  }
}
