package dev.thimble.natives;

import dev.thimble.translation.Translator;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of {@link PackagingIT}: translates. */
public final class PackagingProgram {
  private PackagingProgram() {}

  /** With an argument it translates in each of two class loaders. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      translate();
      return;
    }
    List<URL> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      classPath.add(Path.of(entry).toUri().toURL());
    }
    for (int i = 0; i < 2; i++) {
      URLClassLoader application =
          new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
      Thread.currentThread().setContextClassLoader(application);
      application
          .loadClass(PackagingProgram.class.getName())
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    }
  }

  private static void translate() throws Exception {
    try (Translator translator = Translator.load(Path.of("checkpoints/en-fr"))) {
      System.out.println(translator.translate("Good morning!").text());
    }
  }
}
