package dev.thimble.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpacedCodesTest {
  private static final SpacedCodes CODES = new SpacedCodes();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+33 6 12 34 56 78",
        "+1 (555) 123-4567",
        "+442071234567",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "(555) 123-4567",
        "(555)123-4567",
        "555 123 4567",
        "1 555 123 4567",
        "1234 5678 9012 3456",
        "020 7946 0958",
        "FR76 3000 6000 0112 3456 7890 189",
        "GB82 1234 5698 7654 32"
      })
  void isOneCode(String code) {

    assertThat(Found.texts("Call " + code + ", please", CODES)).isEqualTo(code);
    assertThat(Found.keys(code, CODES)).isEqualTo(code);
    assertThat(Found.kinds(code, CODES)).isEqualTo("CODE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+5",
        "(3) 4",
        "3 000 000",
        "10 20 30 40",
        "2010 300",
        "0 1 2",
        "(555",
        "(555 123-4567",
        "FR76 abcd efgh ijkl",
        "FR76 3000",
        "Fr76 3000 6000 0112",
        "FR7X 3000 6000 0112",
        "A 1 2 3",
        "06 12",
        "1234567890123456789012",
        "+"
      })
  void isNoCode(String text) {
    assertThat(CODES.detect(text, 0)).isNull();
  }

  @Test
  void theLongestOneCounts() {
    assertThat(Found.texts("06 12 34 56 78 2 fois", CODES)).isEqualTo("06 12 34 56 78");
    assertThat(Found.texts("555 123 4567 8901", CODES)).isEqualTo("555 123 4567");
    assertThat(Found.texts("06 12 34 56 78x", CODES)).isEmpty();
  }
}
