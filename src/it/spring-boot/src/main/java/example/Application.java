package example;

import dev.thimble.translation.Translator;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@SpringBootApplication
public class Application {
  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }

  /** Loaded once, shared by all requests, closed with the application. */
  @Bean
  Translator translator(@Value("classpath:/models/en-fr/manifest.json") Resource model)
      throws IOException {
    return Translator.load(model.getURI());
  }

  @RestController
  static class Translation {
    private final Translator translator;

    Translation(Translator translator) {
      this.translator = translator;
    }

    @PostMapping("/translate")
    String translate(@RequestBody String text) {
      return translator.translate(text).text();
    }
  }
}
