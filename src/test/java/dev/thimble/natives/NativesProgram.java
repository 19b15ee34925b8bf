package dev.thimble.natives;

import dev.thimble.model.NativeRuntime;
import dev.thimble.sentencepiece.SentencePieceSegmenter;
import dev.thimble.vocabulary.BytePairTrainer;
import dev.thimble.vocabulary.Vocabulary;
import dev.thimble.vocabulary.VocabularyConfig;
import java.io.IOException;
import java.util.List;

/** A program of {@link NativesIT}: loads native libraries and prints system properties. */
final class NativesProgram {
  private NativesProgram() {}

  /** With an argument it loads SentencePiece alone and waits for the end of its input. */
  public static void main(String[] arguments) throws IOException {
    List<String> lines = List.of("the cat sat on the mat", "the bat sat");
    Vocabulary vocabulary =
        BytePairTrainer.train(lines, new VocabularyConfig(280, 1, true, List.of(), 16));
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary)) {
      System.out.println(segmenter.segment("the cat").isEmpty() ? "failed" : "segmented");
    }
    if (arguments.length > 0) {
      while (System.in.read() >= 0) {
        // until it ends
      }
      return;
    }
    System.out.println(NativeRuntime.versions().get("pytorch"));
    for (String name : List.of("ai.djl.offline", "ENGINE_CACHE_DIR", "jna.nounpack")) {
      System.out.println(name + " " + System.getProperty(name));
    }
  }
}
