package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinksTest {
  private static final Links LINKS = new Links();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.example.com/help",
        "http://example.org/q?id=3&x=y#part",
        "HTTPS://EXAMPLE.COM",
        "ftp://host:21/file_(1)",
        "http://en.wikipedia.org/wiki/Cat_(animal)",
        "https://fr.wikipedia.org/wiki/Élève",
        "file:///home/me/x",
        "slack://channel",
        "mailto:a@b.org",
        "tel:+33612345678",
        "www.foo.org",
        "www.foo.org/a/b",
        "example.com",
        "EXAMPLE.COM",
        "example.co.uk/help",
        "example.com:8080/x",
        "example.com?q=1",
        "j.smith49@example.com",
        "marie-claude.o'neil+x@post.example.org",
        "a+b_c%d-e@mail.example.org",
        "1st@2nd.net",
        "élève@école.fr",
        "/usr/bin/java",
        "/etc",
        "/.hidden",
        "~/notes.txt",
        "./run.sh",
        "../up/there",
        "C:\\Temp\\a.txt",
        "\\\\server\\share",
        "report.pdf",
        "my_report-2.final.docx",
        "src/main/App.java",
        "a\\b\\c.csv"
      })
  void isOneLink(String link) {
    assertThat(Found.texts(link, LINKS)).isEqualTo(link);
    assertThat(Found.texts("See " + link + ".", LINKS)).isEqualTo(link);
    assertThat(Found.texts("(see " + link + "), it's fine", LINKS)).isEqualTo(link);
    assertThat(Found.texts("« " + link + " » !", LINKS)).isEqualTo(link);
    assertThat(Found.texts("\"" + link + "\"?", LINKS)).isEqualTo(link);
    assertThat(Found.translations(link, LINKS)).isEqualTo(link);
    assertThat(Found.keys(link, LINKS)).isEqualTo(link);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "and/or",
        "5/6",
        "a: b",
        "http:",
        "http://",
        "http:// x",
        "note:this",
        "C:",
        "C:\\",
        "C:/",
        "mailto:",
        "a@b",
        "a@",
        "@b.com",
        "a.@b.com",
        "a@b.c",
        "a @b",
        "end.It",
        "him.it.He",
        "e.g.",
        "U.S.A.",
        "...",
        "..",
        "/",
        "//",
        "/ a",
        "~",
        "~a",
        "\\",
        "\\\\",
        "1.5",
        "x.pdfs",
        "www.",
        "Hello.World",
        ".com",
        "1://x",
        "://x",
        "http:///",
      })
  void isNoLink(String text) {
    assertThat(LINKS.detect(text, 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://x.org/a_(b) c | http://x.org/a_(b)",
        "(http://x.org/a) | http://x.org/a",
        "[http://x.org/a] | http://x.org/a",
        "http://x.org/a... | http://x.org/a",
        "http://x.org/a?! | http://x.org/a",
        "http://x.org/a' | http://x.org/a",
        "<a>http://x.org/a</a>, | http://x.org/a",
        "a@b.org, c@d.org | a@b.org ; c@d.org",
        "http://x.org/[a](b | http://x.org/[a](b",
        "example.com/. | example.com/",
        "example.com: yes | example.com",
      })
  void punctuationAroundIsNoPart(String text, String links) {
    assertThat(Found.texts(text, LINKS)).isEqualTo(links);
  }

  @Test
  void linksInCapitalsNeedOneCase() {
    assertThat(Found.texts("Example.com eXample.COM", LINKS)).isEqualTo("Example.com");
  }
}
