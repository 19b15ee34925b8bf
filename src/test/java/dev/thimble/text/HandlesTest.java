package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlesTest {
  private static final Handles HANDLES = new Handles();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thank you @mk_photo! | @mk_photo | HANDLE",
        "@anna.k. (@bob99) | @anna.k ; @bob99 | HANDLE ; HANDLE",
        "@user@server.org, @élève | @user@server.org ; @élève | HANDLE ; HANDLE",
        "'#food #été2020, #日本 #𝐀' | #food ; #été2020 ; #日本 ; #𝐀 | HASHTAG ; HASHTAG ; HASHTAG ; HASHTAG",
        "'#a.b #a-b' | #a ; #a | HASHTAG ; HASHTAG",
        "'#हिन्दी' | #हिन्दी | HASHTAG",
      })
  void namesAreFound(String text, String names, String kinds) {
    assertThat(Found.texts(text, HANDLES)).isEqualTo(names);
    assertThat(Found.translations(text, HANDLES)).isEqualTo(names);
    assertThat(Found.kinds(text, HANDLES)).isEqualTo(kinds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "# ", "#1", "a@b", "C#", "日#a", "@ me", "#\uFE0F\u20E3", "##", "@."})
  void otherSignsAreNone(String text) {
    assertThat(Found.texts(text, HANDLES)).isEmpty();
  }
}
