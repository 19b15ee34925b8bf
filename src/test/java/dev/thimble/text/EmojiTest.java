package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmojiTest {
  private static final Emoji EMOJI = new Emoji();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "😀",
        "❤", // U+2764 without selector
        "❤\uFE0F",
        "©\uFE0F",
        "▶\uFE0F",
        "👍🏽",
        "👨\u200D👩\u200D👧\u200D👦",
        "👩🏽\u200D💻",
        "❤\uFE0F\u200D🔥",
        "🏳\uFE0F\u200D🌈",
        "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC73\uDB40\uDC63\uDB40\uDC74\uDB40\uDC7F",
        "🇫🇷",
        "🇫🇷🇩🇪",
        "1\uFE0F\u20E3",
        "#\u20E3",
        "*\uFE0F\u20E3",
        "😀🎉❤",
        "☺",
        "🅰\uFE0F",
        "🫠",
        "<3",
        "🇫"
      })
  void isOneEntity(String emoji) {
    assertThat(Found.texts("I love it " + emoji, EMOJI)).isEqualTo(emoji);
    assertThat(Found.texts(emoji + " !", EMOJI)).isEqualTo(emoji);
    assertThat(Found.keys(emoji, EMOJI)).isEqualTo(emoji);
    assertThat(Found.translations(emoji, EMOJI)).isEqualTo(emoji);
    assertThat(Found.kinds(emoji, EMOJI)).isEqualTo("EMOJI");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "©", "™", "®", "→", "▶", "‼", "1", "#", "*", "1\uFE0F", "❤\uFE0E", "♪", "✓", "…", "€",
        "a<3", "<35", "𝐀", "漢", "\u200D", "\uFE0F", "\uD83D", "🅰"
      })
  void textIsNone(String text) {
    assertThat(Found.texts(text, EMOJI)).isEmpty();
  }

  @Test
  void spaceEndsARun() {
    assertThat(Found.texts("😀 🎉", EMOJI)).isEqualTo("😀 ; 🎉");
  }

  @Test
  void joinerWithoutNextEmojiIsNoPart() {
    assertThat(Found.texts("😀\u200Dx", EMOJI)).isEqualTo("😀");
  }
}
