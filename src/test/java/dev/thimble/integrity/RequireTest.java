package dev.thimble.integrity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequireTest {
  @Test
  void conditionNamesValueAndRange() {
    refused(() -> Require.that(false, "rate", 2.5, "above 0"), "rate is 2.5; it must be above 0");
    accepted(() -> Require.that(true, "rate", 2.5, "above 0"));
  }

  @Test
  void integersHaveInclusiveBounds() {
    accepted(() -> Require.within("size", 1, 1, 3));
    accepted(() -> Require.within("size", 3, 1, 3));
    refused(() -> Require.within("size", 0, 1, 3), "size is 0; it must be from 1 to 3");
    refused(() -> Require.within("size", 4, 1, 3), "size is 4; it must be from 1 to 3");
  }

  @Test
  void fractionsHaveInclusiveBounds() {
    accepted(() -> Require.within("rate", 0.1, 0.1, 10.0));
    accepted(() -> Require.within("rate", 10.0, 0.1, 10.0));
    refused(
        () -> Require.within("rate", 0.05, 0.1, 10.0), "rate is 0.05; it must be from 0.1 to 10");
    refused(
        () -> Require.within("rate", 10.5, 0.1, 10.0), "rate is 10.5; it must be from 0.1 to 10");
    refused(
        () -> Require.within("rate", Double.NaN, 0.1, 10.0),
        "rate is NaN; it must be from 0.1 to 10");
  }

  @Test
  void lowerBoundIsInclusive() {
    accepted(() -> Require.atLeast("trials", 1, 1));
    refused(() -> Require.atLeast("trials", 0, 1), "trials is 0; it must be at least 1");
  }

  @Test
  void nullElementIsNamedByItsIndex() {
    assertThatThrownBy(() -> Require.elements(Arrays.asList("a", null), "texts"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts[1]");
    assertThatThrownBy(() -> Require.copyOf(null, "texts"))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("texts");
  }

  @Test
  void copyDoesNotFollowTheOriginal() {
    List<String> original = Arrays.asList("a", "b");
    List<String> copy = Require.copyOf(original, "texts");
    original.set(0, "c");
    assertThat(copy).containsExactly("a", "b");
  }

  private static void accepted(ThrowingCallable check) {
    assertThatCode(check).doesNotThrowAnyException();
  }

  private static void refused(ThrowingCallable check, String message) {
    assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
