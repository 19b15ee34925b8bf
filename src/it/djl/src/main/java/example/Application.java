package example;

import ai.djl.inference.Predictor;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import dev.thimble.djl.ThimbleTranslatorFactory;
import java.nio.file.Path;
import java.util.List;

public final class Application {
  public static void main(String[] arguments) throws Exception {
    Criteria<String, String> criteria =
        ThimbleTranslatorFactory.criteria(String.class, String.class)
            .optModelPath(Path.of(arguments[0]))
            .optArgument("thimble.beamSize", "5")
            .build();
    try (ZooModel<String, String> model = criteria.loadModel();
        Predictor<String, String> predictor = model.newPredictor()) {
      System.out.println(predictor.predict("Good morning!"));
      predictor.batchPredict(List.of("I am tired.", "Tom is my brother.")).forEach(System.out::println);
    }
  }
}
