package dev.thimble.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A path with a display name: {@code NAME=PATH}, or a path alone, which is then also the name. */
record NamedPath(String name, Path path) {
  /** Parses an argument. An argument that is an existing path is not split at its equals sign. */
  static final class Converter implements ITypeConverter<NamedPath> {
    @Override
    public NamedPath convert(String value) {
      int sign = value.indexOf('=');
      if (sign <= 0 || Files.exists(ArgumentEncoding.path(value))) {
        Path path = ArgumentEncoding.path(value);
        return new NamedPath(path.equals(TextInput.STANDARD) ? TextInput.name(path) : value, path);
      }
      return new NamedPath(
          value.substring(0, sign), ArgumentEncoding.path(value.substring(sign + 1)));
    }
  }
}
