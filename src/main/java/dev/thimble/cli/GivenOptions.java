package dev.thimble.cli;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Queries which options were given. */
final class GivenOptions {
  private GivenOptions() {}

  /** Whether an option was given, on the command line or in the options file. */
  static boolean has(CommandSpec spec, String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /**
   * Refuses options that would have no effect, by name. Their negative forms, as in {@code
   * --no-dev-bleu}, ask for what happens anyway and pass.
   *
   * @param why end of the message, after the name of the option
   */
  static void refuse(CommandSpec spec, String why, List<String> options) {
    for (String option : options) {
      if (has(spec, option) && asks(spec.findOption(option))) {
        throw new WrongUsageException(option + " " + why);
      }
    }
  }

  /**
   * Refuses options that would have no effect, except in their negative forms.
   *
   * @param why end of the message, after the name of the option
   * @param groups the classes whose fields are these options
   */
  static void refuse(CommandSpec spec, String why, Class<?>... groups) {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (option.userObject() instanceof Field field
          && Set.of(groups).contains(field.getDeclaringClass())
          && asks(option)) {
        throw new WrongUsageException(option.longestName() + " " + why);
      }
    }
  }

  private static boolean asks(OptionSpec option) {
    return !option.negatable() || !Boolean.FALSE.equals(option.getValue());
  }

  /** The values of all options but files, and but those that change no result, by name. */
  static Map<String, String> deciding(CommandSpec spec) {
    Map<String, String> values = new TreeMap<>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      boolean decides =
          value != null
              && option.auxiliaryTypes()[0] != Path.class
              && !option.longestName().matches("--(help|version|verbose|resume|overwrite|notes)");
      if (decides) {
        values.put(option.longestName().substring(2), String.valueOf(value));
      }
    }
    return values;
  }
}
