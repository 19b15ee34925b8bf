package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PythonTextTest {
  @Test
  void whiteSpaceEqualsPythons() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(PythonText::isSpace))
        .containsExactly(
            0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x1F, 0x20, 0x85, 0xA0, 0x1680, 0x2000,
            0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200A, 0x2028,
            0x2029, 0x202F, 0x205F, 0x3000);
  }

  @Test
  void wordsAreSeparatedByRunsOfWhiteSpace() {
    assertThat(PythonText.split("\u00A0a \u001Cb\u200Bc\n")).containsExactly("a", "b\u200Bc");
  }

  @Test
  void onlyTrailingWhiteSpaceIsRemoved() {
    assertThat(PythonText.stripTrailing(" a\u00A0\r")).isEqualTo(" a");
    assertThat(PythonText.stripTrailing("\u3000\t")).isEmpty();
  }

  @Test
  void sigmaAtTheEndOfAWordIsFinal() {
    assertThat(PythonText.lower("ΟΔΟΣ")).isEqualTo("οδος");
    assertThat(PythonText.lower("ΣΑΣ ΣΟΣ")).isEqualTo("σας σος");
  }

  @Test
  void sigmaAloneIsNotFinal() {
    assertThat(PythonText.lower("Σ ΑΣ")).isEqualTo("σ ας");
    assertThat(PythonText.lower("'Σ")).isEqualTo("'σ");
  }

  @Test
  void apostropheAndPointDoNotEndAWord() {
    assertThat(PythonText.lower("ΑΣ.Β ΑΣ'Β ΑΣ. Α.Σ")).isEqualTo("ασ.β ασ'β ας. α.ς");
  }

  @Test
  void turkishCapitalKeepsItsDot() {
    assertThat(PythonText.lower("İI")).isEqualTo("i\u0307i");
  }

  @Test
  void capitalsNewerThanJava17AreLowered() {
    assertThat(PythonText.lower("\u2C2F\uA7C0" + Character.toString(0x10570)))
        .isEqualTo("\u2C5F\uA7C1" + Character.toString(0x10597));
  }

  @Test
  void unassignedCodePointAmongThemStays() {
    assertThat(PythonText.lower(Character.toString(0x1057B)))
        .isEqualTo(Character.toString(0x1057B));
  }

  @Test
  void asciiIsLowered() {
    assertThat(PythonText.lower("ABC xyz I.")).isEqualTo("abc xyz i.");
  }
}
