package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every numeric option of every command has a range, and refuses what is outside. */
final class NumericOptionsTest {
  private static final Set<Class<?>> NUMBERS =
      Set.of(int.class, long.class, double.class, Integer.class, Long.class, Double.class);
  private static final Set<String> ANY_INTEGER = Set.of("--seed");

  /** An option of a command, which its name and those of the commands around it call. */
  record Case(List<String> names, CommandSpec command, OptionSpec option) {
    @Override
    public String toString() {
      return String.join(" ", names) + " " + option.longestName();
    }
  }

  static List<Case> numericOptions() {
    return numericOptions(List.of(), Thimble.newCommandLine());
  }

  private static List<Case> numericOptions(List<String> names, CommandLine line) {
    List<Case> cases = new ArrayList<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      Class<?>[] types = option.auxiliaryTypes();
      if (NUMBERS.contains(types[types.length - 1])) {
        cases.add(new Case(names, line.getCommandSpec(), option));
      }
    }
    line.getSubcommands()
        .forEach(
            (name, nested) -> {
              List<String> longer = new ArrayList<>(names);
              longer.add(name);
              cases.addAll(numericOptions(longer, nested));
            });
    return cases;
  }

  @Test
  void nestedCommandsAreCovered() {
    assertThat(numericOptions())
        .map(Case::toString)
        .contains("train --seed", "spark translate --beam-size");
  }

  @ParameterizedTest
  @MethodSource("numericOptions")
  @Timeout(10)
  void absurdValuesAreWrongUsage(Case tried) {
    OptionSpec option = tried.option();
    boolean anyInteger = ANY_INTEGER.contains(option.longestName());
    List<String> absurd = new ArrayList<>(List.of("NaN", "Infinity", "-Infinity", "1e309", ""));
    if (!anyInteger) {
      Bounds bounds = OptionRange.of(option).bounds();
      assertThat(bounds.min()).isLessThan(bounds.max());
      absurd.addAll(
          List.of("99999999999999999999", "-99999999999999999999", outside(bounds.min(), -1)));
      absurd.add(outside(bounds.max(), 1));
      if (option.typeInfo().getType() == int.class) {
        absurd.addAll(List.of("2147483647", "-2147483648"));
      }
    }
    for (String value : absurd) {
      CommandRun run = CommandRun.of(arguments(tried, value));
      assertThat(run.code()).as("%s=%s", tried, value).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      String shown = isDouble(option) && !value.isEmpty() ? "" + Double.valueOf(value) : value;
      String range = anyInteger ? "" : "; it must be " + OptionRange.of(option) + "\n";
      assertThat(run.err().replaceFirst("thimble: ", ""))
          .as("%s=%s", tried, value)
          .satisfiesAnyOf(
              message ->
                  assertThat(message).startsWith(option.longestName() + " is " + shown + range),
              message ->
                  assertThat(message)
                      .startsWith("Invalid value for option '" + option.longestName() + "'")
                      .contains("'" + value + "' is not a"));
    }
  }

  private static boolean isDouble(OptionSpec option) {
    Class<?>[] types = option.auxiliaryTypes();
    return types[types.length - 1] == double.class || types[types.length - 1] == Double.class;
  }

  private static String outside(double bound, int sign) {
    return String.valueOf((long) (bound + sign * (1 + Math.abs(bound) / 4)));
  }

  /* The other required files do not exist, so that no command starts its work. */
  private static String[] arguments(Case tried, String value) {
    List<String> arguments = new ArrayList<>(tried.names());
    for (OptionSpec option : tried.command().options()) {
      if (option.required()) {
        arguments.add(option.longestName() + "=none");
      }
    }
    if (Set.of("evaluate", "compare").contains(tried.command().name())) {
      Stream.of("--reference", "--source")
          .filter(name -> tried.command().findOption(name) != null)
          .filter(name -> !tried.command().findOption(name).required())
          .forEach(name -> arguments.add(name + "=none"));
    }
    if (!tried.command().positionalParameters().isEmpty()) {
      arguments.add("none");
    }
    boolean named = Map.class.isAssignableFrom(tried.option().type());
    arguments.add(tried.option().longestName() + "=" + (named ? "bleu=" : "") + value);
    return arguments.toArray(String[]::new);
  }
}
