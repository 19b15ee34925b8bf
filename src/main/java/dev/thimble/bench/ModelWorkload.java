package dev.thimble.bench;

import dev.thimble.corpus.Batch;
import dev.thimble.corpus.Example;
import dev.thimble.model.ComputeType;
import dev.thimble.model.DecoderState;
import dev.thimble.model.Regularization;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.search.Adjustments;
import dev.thimble.search.Beam;
import dev.thimble.search.Constraints;
import dev.thimble.search.LengthFormula;
import dev.thimble.search.Search;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.search.Step;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The operations of a model that a benchmark times. Ids are random, and every source and every
 * output has the same number of pieces, so that a figure depends only on the model's shape and the
 * machine. For one thread; the model stays the caller's.
 *
 * @param pieces pieces of each source and of each output, without eos
 */
record ModelWorkload(Seq2SeqModel model, int pieces) {
  /** The decoder's initial state for a batch of sentences; the caller closes it. */
  DecoderState state(int sentences) {
    return model.encode(sources(sentences));
  }

  /** Encodes a batch of sentences. */
  Runnable encode(int sentences) {
    int[][] sources = sources(sentences);
    return () -> model.encode(sources).close();
  }

  /** One decoding step for the rows of a state, including the choice of the best piece. */
  Runnable step(DecoderState state) {
    int[] previous = new int[state.rows()];
    Arrays.fill(previous, model.config().specialTokens().bos());
    return () -> {
      Step<DecoderState> step = model.scorer().step(state, previous);
      step.logProbs().topK(1, Adjustments.banning());
      step.logProbs().close();
      step.state().close();
    };
  }

  /** Translates a batch of sentences. */
  Runnable search(int sentences, int beamSize) {
    int[][] sources = sources(sentences);
    Constraints exactly =
        Constraints.defaults()
            .withMinLength(LengthFormula.absolute(pieces))
            .withMaxLength(LengthFormula.absolute(pieces + 1));
    SearchConfig config =
        SearchConfig.defaults().withStrategy(Beam.of(beamSize)).withConstraints(exactly);
    Search search = new Search(config, model.config().specialTokens());
    List<SearchTask> tasks = Collections.nCopies(sentences, SearchTask.of(pieces));
    return () -> search.search(model.scorer(), model.encode(sources), tasks);
  }

  /** Computes the gradient of a batch of sentence pairs. */
  Runnable gradient(int sentences, ComputeType computeType) {
    int[][] sources = sources(sentences);
    int[][] targets = ids(sentences, model.config().targetVocabularySize(), 2);
    Batch batch =
        Batch.of(
            IntStream.range(0, sentences)
                .mapToObj(i -> new Example(i, sources[i], targets[i]))
                .toList());
    return () -> model.gradient(batch, Regularization.defaults(), computeType, 1).close();
  }

  private int[][] sources(int sentences) {
    return ids(sentences, model.config().sourceVocabularySize(), 1);
  }

  private int[][] ids(int sentences, int vocabulary, long seed) {
    Random random = new Random(seed);
    return IntStream.range(0, sentences)
        .mapToObj(i -> random.ints(pieces, 0, vocabulary).toArray())
        .toArray(int[][]::new);
  }
}
