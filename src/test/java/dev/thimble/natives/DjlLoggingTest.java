package dev.thimble.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The projects of {@code src/it} show the same with the providers themselves. */
class DjlLoggingTest {
  private final Logger logger = Logger.getLogger("ai.djl");

  @Test
  void levelIsRaisedAndRestored() {
    Runnable restore = DjlLogging.quietJavaUtilLogging();
    assertThat(logger.getLevel()).isEqualTo(Level.SEVERE);
    restore.run();
    assertThat(logger.getLevel()).isNull();
  }

  @Test
  void levelOfTheProgramStays() {
    logger.setLevel(Level.FINE);
    try {
      Runnable restore = DjlLogging.quietJavaUtilLogging();
      assertThat(logger.getLevel()).isEqualTo(Level.FINE);
      restore.run();
      assertThat(logger.getLevel()).isEqualTo(Level.FINE);
    } finally {
      logger.setLevel(null);
    }
  }

  @Test
  void levelOfLogbackIsRaisedAndRestored() throws ReflectiveOperationException {
    LikeLogback like = new LikeLogback();
    Runnable restore = DjlLogging.quietLogback(like);
    assertThat(like.level).isEqualTo(LikeLogback.Severity.ERROR);
    restore.run();
    assertThat(like.level).isNull();

    like.setLevel(LikeLogback.Severity.DEBUG);
    DjlLogging.quietLogback(like).run();
    assertThat(like.level).isEqualTo(LikeLogback.Severity.DEBUG);
  }

  @Test
  void providerWithoutLevelsIsLeftAlone() {
    DjlLogging.quiet().run();
    assertThat(logger.getLevel()).isNull();
  }

  /** The methods of Logback's logger that are called. */
  public static final class LikeLogback {
    private @Nullable Severity level;

    /** Levels. */
    public enum Severity {
      DEBUG,
      ERROR
    }

    public @Nullable Severity getLevel() {
      return level;
    }

    public void setLevel(@Nullable Severity level) {
      this.level = level;
    }
  }
}
