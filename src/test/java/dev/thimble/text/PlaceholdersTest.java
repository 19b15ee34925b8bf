package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  private static final Placeholders PLACEHOLDERS = new Placeholders();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name}",
        "{0}",
        "{{var}}",
        "{0, number}",
        "{{ user.name }}",
        "${x}",
        "%s",
        "%1$d",
        "%.2f",
        "%-5d",
        "%ld",
        "%@",
        "%(name)s",
        "%(first_name)s",
        "{0,number,#.#}",
        "&nbsp;",
        "&#39;",
        "&amp;"
      })
  void isOneCode(String placeholder) {
    assertThat(Found.texts("Hello " + placeholder + ", welcome", PLACEHOLDERS))
        .isEqualTo(placeholder);
    assertThat(Found.keys(placeholder, PLACEHOLDERS)).isEqualTo(placeholder);
    assertThat(Found.translations(placeholder, PLACEHOLDERS)).isEqualTo(placeholder);
    assertThat(Found.kinds(placeholder, PLACEHOLDERS)).isEqualTo("CODE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "{}",
        "{a",
        "{a word}",
        "{{a}",
        "{a\nb}",
        "$",
        "$x",
        "%",
        "% d",
        "50%d",
        "%sx",
        "%de",
        "%(a",
        "%(a)",
        "%z",
        "&",
        "& b",
        "&a;",
        "&abc",
        "A&B;",
        "&averylongname;"
      })
  void otherSignsAreNone(String text) {
    assertThat(PLACEHOLDERS.detect(text, text.startsWith("50") ? 2 : 0)).isNull();
  }
}
