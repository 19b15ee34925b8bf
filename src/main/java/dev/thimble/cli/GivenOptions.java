package dev.thimble.cli;

import java.lang.reflect.Field;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which options stand on a command line. */
final class GivenOptions {
  private GivenOptions() {}

  /** Whether an option stands on the command line or in the options file. */
  static boolean has(CommandSpec spec, String option) {
    return spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  /** Refuses an option of a group that would have no effect. */
  static void refuse(CommandSpec spec, String why, Class<?>... groups) {
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      if (option.userObject() instanceof Field field
          && Set.of(groups).contains(field.getDeclaringClass())) {
        throw new WrongUsageException(option.longestName() + " " + why);
      }
    }
  }
}
