package dev.thimble.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options from a file named by {@code --options}: a properties file, or YAML where the name ends in
 * .yaml or .yml. Keys are option names without dashes; what the command line says goes before.
 */
final class OptionsFile implements CommandLine.IDefaultValueProvider {
  static final String OPTION = "--options";
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private final Path file;
  private final Map<String, String> values;

  private OptionsFile(Path file, Map<String, String> values) {
    this.file = file;
    this.values = values;
  }

  /** The file that the arguments name, if they do. */
  static Optional<OptionsFile> find(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals(OPTION) && i + 1 < arguments.length) {
        return Optional.of(read(Path.of(arguments[i + 1])));
      }
      if (arguments[i].startsWith(OPTION + "=")) {
        return Optional.of(read(Path.of(arguments[i].substring(OPTION.length() + 1))));
      }
    }
    return Optional.empty();
  }

  private static OptionsFile read(Path file) {
    Map<String, String> values = new LinkedHashMap<>();
    try (Reader reader = Files.newBufferedReader(file)) {
      if (file.toString().endsWith(".yaml") || file.toString().endsWith(".yml")) {
        new ObjectMapper(new YAMLFactory())
            .readValue(reader, MAP)
            .forEach((key, value) -> values.put(key, String.valueOf(value)));
      } else {
        Properties properties = new Properties();
        properties.load(reader);
        properties.stringPropertyNames().forEach(k -> values.put(k, properties.getProperty(k)));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "options file " + file + " cannot be read: " + e.getMessage(), e);
    }
    return new OptionsFile(file, values);
  }

  /**
   * Makes the file's values the defaults of every command; a key that no command has is refused.
   */
  void applyTo(CommandLine line) {
    for (String key : values.keySet()) {
      boolean known =
          line.getSubcommands().values().stream()
              .anyMatch(command -> command.getCommandSpec().findOption("--" + key) != null);
      if (!known) {
        throw new IllegalArgumentException(
            "options file " + file + ": no command has an option --" + key);
      }
    }
    line.setDefaultValueProvider(this);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return null;
    }
    return values.get(option.longestName().substring(2));
  }
}
