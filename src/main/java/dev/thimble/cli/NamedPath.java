package dev.thimble.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;

/** A file or folder and what to call it: {@code NAME=PATH}, or a path that is its own name. */
record NamedPath(String name, Path path) {
  /** Reads it from the command line; a path that exists is a path, whatever it holds. */
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
