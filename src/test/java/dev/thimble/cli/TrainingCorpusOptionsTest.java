package dev.thimble.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.thimble.corpus.Example;
import dev.thimble.corpus.PairFilter;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCorpusOptionsTest {
  @Test
  void filterThatLeavesOutMuchIsWorthAWarning() {
    assertThat(TrainingCorpusOptions.warning(filtered(80, 3, 17)))
        .isEqualTo(
            "warning: 20% of the training pairs are left out, 3 as too long (--max-length), 17 as"
                + " lopsided (--max-ratio; 0 is no limit)");
    assertThat(TrainingCorpusOptions.warning(filtered(0, 1000, 0)))
        .startsWith("warning: 100% of the training pairs are left out, 1,000 as too long");
  }

  @Test
  void filterThatLeavesOutSomeNoiseIsNot() {
    assertThat(TrainingCorpusOptions.warning(filtered(90, 5, 5))).isNull();
    assertThat(TrainingCorpusOptions.warning(filtered(0, 0, 0))).isNull();
  }

  private static PairFilter.Filtered filtered(int kept, int tooLong, int lopsided) {
    List<Example> examples =
        Collections.nCopies(kept, new Example(0, new int[] {4}, new int[] {4}));
    return new PairFilter.Filtered(examples, 0, tooLong, lopsided);
  }
}
