package dev.thimble.translation;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** Computes the context vector of each source. */
record EncodeBatchTask(Ensemble ensemble) implements BatchTask<int[], float[]> {
  @Override
  public int length(int[] ids) {
    return ids.length;
  }

  @Override
  public List<float[]> compute(List<int[]> sources, IntPredicate abandoned) {
    return Arrays.asList(ensemble.single().contextVectors(sources.toArray(int[][]::new)));
  }
}
