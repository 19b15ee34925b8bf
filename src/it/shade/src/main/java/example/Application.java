package example;

import dev.thimble.translation.Translator;
import java.nio.file.Path;

public final class Application {
  public static void main(String[] arguments) throws Exception {
    try (Translator translator = Translator.load(Path.of(arguments[0]))) {
      System.out.println(translator.translate("Good morning!").text());
    }
  }
}
