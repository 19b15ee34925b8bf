package dev.thimble.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.thimble.corpus.TextLines;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.VocabularyConfig;
import dev.thimble.vocabulary.VocabularyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Tuple2;

@RunsSpark
final class SparkVocabularyIT {
  private static final VocabularyConfig CONFIG =
      new VocabularyConfig(700, 0.999, true, List.of("<x>"), 16);

  @TempDir private Path folder;

  @Test
  void fileIsThatOfTheLocalTrainer() throws Exception {
    List<String> lines = new ArrayList<>(TextLines.readAll(Path.of("eval/everyday.fr")));
    lines.add("a <x> b");
    BytePairTrainer.train(lines, CONFIG).write(folder.resolve("local"));
    lines.add(null);
    SparkVocabulary.train(LocalSpark.texts(4, lines), "a", CONFIG).write(folder.resolve("spark"));
    assertThat(Files.readAllBytes(folder.resolve("spark")))
        .isEqualTo(Files.readAllBytes(folder.resolve("local")));
  }

  /* Two words in three occur once, and of those the trainer leaves some out. */
  @Test
  @Tag("slow")
  void fileIsThatOfTheLocalTrainerForMoreWordsThanDecideTheMerges() throws Exception {
    Random random = new Random(1);
    int words = BytePairTrainer.MOST_UNITS * 5 / 4;
    List<String> lines = new ArrayList<>();
    for (int first = 0; first < words; first += 20) {
      StringJoiner line = new StringJoiner(" ");
      for (int word = first; word < first + 20; word++) {
        // two characters whose order by UTF-16 units is not that by code points
        String text =
            Integer.toString(word, 36).replace('z', '\uFFE6').replace("y", "\uD83D\uDE42");
        for (int time = Math.max(0, random.nextInt(6) - 3); time >= 0; time--) {
          line.add(text);
        }
      }
      lines.add(line.toString());
    }
    Collections.shuffle(lines, random);
    BytePairTrainer.train(lines, CONFIG).write(folder.resolve("local"));
    SparkVocabulary.train(LocalSpark.texts(8, lines), "a", CONFIG).write(folder.resolve("spark"));
    assertThat(Files.readAllBytes(folder.resolve("spark")))
        .isEqualTo(Files.readAllBytes(folder.resolve("local")));
  }

  @Test
  void mostFrequentWordsComeFromAllPartitions() {
    List<Tuple2<String, Long>> words =
        IntStream.range(0, 100)
            .mapToObj(i -> new Tuple2<>(Character.toString(0xFFF0 + i), i % 3L))
            .toList();
    JavaPairRDD<String, Long> counted =
        JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext())
            .parallelizePairs(words, 5);
    assertThat(SparkVocabulary.mostFrequent(counted, 35))
        .hasSize(35)
        .containsEntry("\uFFF2", 2L) // all 33 words that occur twice, and of those that occur once
        .containsEntry(Character.toString(0x1_0000), 1L) // the first two by chars, not code points
        .containsEntry(Character.toString(0x1_0003), 1L);
    assertThat(SparkVocabulary.mostFrequent(counted, 200)).hasSize(100);
  }

  @Test
  void tooLittleTextIsRefusedAsLocally() {
    assertThatThrownBy(
            () -> SparkVocabulary.train(LocalSpark.texts(1, Arrays.asList("a")), "a", CONFIG))
        .isInstanceOf(VocabularyException.class);
  }

  @Test
  void nullArgumentsAreNamed() {
    assertThatThrownBy(() -> SparkVocabulary.train(null, "a", CONFIG)).hasMessage("rows");
    assertThatThrownBy(() -> SparkVocabulary.train(LocalSpark.texts(1, List.of("x")), null, CONFIG))
        .hasMessage("column");
    assertThatThrownBy(() -> SparkVocabulary.train(LocalSpark.texts(1, List.of("x")), "a", null))
        .hasMessage("config");
  }
}
