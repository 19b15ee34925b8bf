package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** README says what the projects of {@code src/it} do; the build runs those. */
class ExamplesTest {
  @Test
  void shadedExampleHasTheTransformerOfTheReadme() throws IOException {
    assertBothContain(
        "src/it/shade/pom.xml",
        "<transformer implementation=\"org.apache.maven.plugins.shade.resource.ServicesResourceTransformer\"/>");
  }

  @Test
  void runtimeImageHasTheModulesOfTheReadme() throws IOException {
    assertBothContain(
        "src/it/modules/pom.xml", "java.logging,java.management,java.xml,jdk.unsupported");
  }

  @Test
  void moduleIsRunByTheCommandOfTheReadme() throws IOException {
    assertBothContain(
        "src/it/modules/pom.xml",
        "--enable-native-access=ai.djl.pytorch_engine,ai.djl.sentencepiece,ALL-UNNAMED --module-path ");
  }

  private static void assertBothContain(String example, String text) throws IOException {
    assertThat(Files.readString(Path.of(example))).contains(text);
    assertThat(Files.readString(Path.of("README.md"))).contains(text);
  }
}
