package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTagsTest {
  private static final MarkupTags TAGS = new MarkupTags();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<b>",
        "</b>",
        "</b >",
        "<br/>",
        "<br>",
        "<br />",
        "<img src=\"a>b.png\" alt='x'/>",
        "<a href=x>",
        "<input disabled>",
        "<g1:x id=\"1\">",
        "<my-tag a.b=\"\">",
        "<_x>",
        "<a href=\"x\" >",
        "<H1>"
      })
  void isOneTag(String tag) {
    assertThat(Found.texts("a " + tag + "b", TAGS)).isEqualTo(tag);
    assertThat(Found.translations(tag, TAGS)).isEqualTo(tag);
    assertThat(Found.kinds(tag, TAGS)).isEqualTo("EMPTY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a < b",
        "<3",
        "<",
        "<>",
        "</>",
        "<b",
        "<b x",
        "a <b && c> d",
        "<b x=\"y>",
        "< b>",
        "<1>",
        "</b x>",
        "<b/ >",
        "<a@b.org>",
        "<http://x>",
        "<b x=>y",
        "<b =x>"
      })
  void isNoTag(String text) {
    assertThat(Found.texts(text, TAGS)).isNotEqualTo(text);
  }

  @Test
  void comparisonsAreNoTags() {
    assertThat(Found.texts("a < b > c <3 <b && c>", TAGS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<b>x</b> | b#1 ; b#1 | OPEN ; CLOSE",
        "<b>x</b><B>y</B> | b#1 ; b#1 ; b#2 ; b#2 | OPEN ; CLOSE ; OPEN ; CLOSE",
        "<b><i>x</i></b> | b#1 ; i#1 ; i#1 ; b#1 | OPEN ; OPEN ; CLOSE ; CLOSE",
        "<b><b>x</b></b> | b#2 ; b#1 ; b#1 ; b#2 | OPEN ; OPEN ; CLOSE ; CLOSE",
        "<b><i>x</b></i> | b#1 ; <i> ; b#1 ; </i> | OPEN ; EMPTY ; CLOSE ; EMPTY",
        "</b><b> | </b> ; <b> | EMPTY ; EMPTY",
        "<br>x</br> | <br> ; </br> | EMPTY ; EMPTY",
        "<a href='x'>y</a> | a#1 ; a#1 | OPEN ; CLOSE",
      })
  void tagsThatBelongTogetherHaveTheSameKey(String text, String keys, String kinds) {
    assertThat(Found.keys(text, TAGS)).isEqualTo(keys);
    assertThat(Found.kinds(text, TAGS)).isEqualTo(kinds);
  }

  @Test
  void veryLongTagIsText() {
    assertThat(Found.texts("<a x=\"" + "y".repeat(1900) + "\">", TAGS)).isNotEmpty();
    assertThat(Found.texts("<a x=\"" + "y".repeat(2100) + "\">", TAGS)).isEmpty();
    assertThat(Found.texts("<a x=" + "y".repeat(2100) + ">", TAGS)).isEmpty();
    assertThat(Found.texts("<a" + " ".repeat(2100) + ">", TAGS)).isEmpty();
    assertThat(Found.texts("<" + "a".repeat(2100) + ">", TAGS)).isEmpty();
    assertThat(Found.texts("<a" + " x".repeat(1100) + ">", TAGS)).isEmpty();
  }
}
