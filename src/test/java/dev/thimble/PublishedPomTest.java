package dev.thimble;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What Maven and Gradle read of Thimble: the POM that the build publishes, not that of the build.
 */
class PublishedPomTest {
  private static final Path POM = Path.of("target/published-pom.xml");
  private static Element project;

  @BeforeAll
  static void parse() throws Exception {
    project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(POM.toFile())
            .getDocumentElement();
  }

  @Test
  void applicationGetsWhatTheLibraryUsesAndNothingElse() {
    assertThat(dependencies(false))
        .containsExactlyInAnyOrder(
            "ai.djl:api",
            "ai.djl.pytorch:pytorch-engine",
            "ai.djl.pytorch:pytorch-jni", // for all platforms, 3 MB
            "ai.djl.sentencepiece:sentencepiece",
            "com.fasterxml.jackson.core:jackson-databind",
            "org.jspecify:jspecify",
            "org.slf4j:slf4j-api");
  }

  @Test
  void commandLineAndFormatsAreOptional() {
    assertThat(dependencies(true))
        .containsExactlyInAnyOrder(
            "info.picocli:picocli",
            "io.airlift:aircompressor",
            "io.micrometer:micrometer-core",
            "me.tongfei:progressbar",
            "net.java.dev.jna:jna",
            "org.apache.commons:commons-compress",
            "org.apache.spark:spark-sql_2.13",
            "org.jsoup:jsoup",
            "org.knowm.xchart:xchart",
            "org.slf4j:slf4j-simple",
            "org.tukaani:xz");
  }

  @Test
  void nothingDependsOnPropertiesOrProfiles() throws Exception {
    assertThat(Files.readString(POM)).doesNotContain("${");
    assertThat(elements())
        .doesNotContain("parent", "profiles", "properties", "dependencyManagement", "repositories");
    assertThat(dependencies()).allSatisfy(each -> assertThat(text(each, "version")).isNotEmpty());
  }

  @Test
  void mavenCentralFindsAllThatItAsksFor() {
    assertThat(elements())
        .contains("name", "description", "url", "licenses", "developers", "scm", "version");
  }

  private static Set<String> elements() {
    Set<String> elements = new TreeSet<>();
    children(project).forEach(child -> elements.add(child.getTagName()));
    return elements;
  }

  private static List<String> dependencies(boolean optional) {
    return dependencies().stream()
        .filter(each -> text(each, "optional").equals("true") == optional)
        .map(each -> text(each, "groupId") + ":" + text(each, "artifactId"))
        .toList();
  }

  private static List<Element> dependencies() {
    return children(project).stream()
        .filter(child -> child.getTagName().equals("dependencies"))
        .flatMap(child -> children(child).stream())
        .toList();
  }

  private static String text(Element parent, String name) {
    return children(parent).stream()
        .filter(child -> child.getTagName().equals(name))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static List<Element> children(Element parent) {
    List<Element> elements = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        elements.add(element);
      }
    }
    return elements;
  }
}
