package dev.thimble.djl;

import dev.thimble.model.ComputeType;
import dev.thimble.translation.CallLimits;
import dev.thimble.translation.LoadConfig;
import dev.thimble.translation.LongInput;
import dev.thimble.translation.ServingConfig;
import dev.thimble.translation.TranslationOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;

/** DJL's arguments that begin with {@code thimble.}. Unknown ones are refused. */
final class Arguments {
  static final String PREFIX = "thimble.";

  private final Map<String, String> left = new TreeMap<>();

  private final LoadConfig loadConfig;
  private final TranslationOptions options;
  private final ServingConfig serving;
  private final CallLimits limits;

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException if one is unknown or out of range; the message names it
   */
  Arguments(Path folder, Map<String, ?> arguments) {
    arguments.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            left.put(name, String.valueOf(value));
          }
        });
    loadConfig =
        LoadConfig.of(folder)
            .withComputeType(
                take("computeType", ComputeType.FLOAT32, text -> ComputeType.valueOf(upper(text))));
    TranslationOptions defaults = TranslationOptions.defaults();
    options =
        defaults.toBuilder()
            .beamSize(take("beamSize", 5, Integer::parseInt))
            .splitSentences(take("splitSentences", defaults.splitSentences(), Arguments::bool))
            .maxSourceLength(take("maxSourceLength", defaults.maxSourceLength(), Integer::parseInt))
            .longInput(take("longInput", LongInput.REFUSE, text -> LongInput.valueOf(upper(text))))
            .build();
    ServingConfig usual = ServingConfig.defaults();
    serving =
        usual
            .withBatchSize(take("batchSize", usual.batchSize(), Integer::parseInt))
            .withQueueCapacity(take("queueCapacity", usual.queueCapacity(), Integer::parseInt))
            .withThreads(
                take("workers", usual.workers(), Integer::parseInt),
                take("threads", usual.threads(), Integer::parseInt));
    CallLimits none = CallLimits.none();
    CallLimits waiting = take("queueWaitMillis", none, text -> none.withQueueWait(millis(text)));
    limits = take("timeLimitMillis", waiting, text -> waiting.withTimeLimit(millis(text)));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no argument "
              + left.keySet().iterator().next()
              + "; there are thimble.computeType, beamSize, splitSentences, maxSourceLength,"
              + " longInput, batchSize, queueCapacity, workers, threads, queueWaitMillis and"
              + " timeLimitMillis");
    }
  }

  LoadConfig loadConfig() {
    return loadConfig;
  }

  TranslationOptions options() {
    return options;
  }

  ServingConfig serving() {
    return serving;
  }

  CallLimits limits() {
    return limits;
  }

  private <T> T take(String name, T otherwise, Function<String, T> parse) {
    String value = left.remove(PREFIX + name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Objects.requireNonNull(parse.apply(value.strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the argument " + PREFIX + name + " cannot be '" + value + "': " + e.getMessage(), e);
    }
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("it must be true or false");
    };
  }
}
