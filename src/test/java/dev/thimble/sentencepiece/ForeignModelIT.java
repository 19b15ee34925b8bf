package dev.thimble.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.sentencepiece.SpTokenizer;
import dev.thimble.vocabulary.ModelBytes;
import dev.thimble.vocabulary.Vocabulary;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Models of SentencePiece's own trainer. The resources have the output of its programs (and the
 * script that made it); for other settings, the native library gives the expected output.
 */
class ForeignModelIT {
  private static final List<String> TEXTS = SentencePieceResources.lines("texts.txt");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unigram",
        "unigram-kept-spaces",
        "unigram-suffix",
        "bpe-no-prefix",
        "bpe-rules",
        "char"
      })
  void idsEqualThoseOfSpmEncode(String name) {
    Vocabulary vocabulary = Vocabulary.parse(SentencePieceResources.model(name), name);
    try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary)) {
      List<String> ids = new ArrayList<>();
      for (String text : TEXTS) {
        ids.add(
            Arrays.stream(vocabulary.ids(segmenter.segment(text)))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")));
      }
      assertThat(ids).isEqualTo(SentencePieceResources.lines(name + ".ids"));
    }
  }

  @Test
  void textWithKeptSpacesEqualsThatOfSpmDecode() {
    assertThat(decoded("unigram-kept-spaces"))
        .isEqualTo(SentencePieceResources.lines("unigram-kept-spaces.decoded"));
  }

  /* SentencePiece keeps the space before an unknown piece at the start of a text. */
  @ParameterizedTest
  @ValueSource(strings = {"unigram", "bpe-no-prefix", "bpe-rules", "char"})
  void textEqualsThatOfSpmDecodeWithoutALeadingSpace(String name) {
    assertThat(decoded(name))
        .isEqualTo(
            SentencePieceResources.lines(name + ".decoded").stream()
                .map(String::stripLeading)
                .toList());
  }

  /* SentencePiece keeps the space after the last word. */
  @Test
  void spaceAfterTheLastWordIsDropped() {
    assertThat(decoded("unigram-suffix"))
        .isEqualTo(
            SentencePieceResources.lines("unigram-suffix.decoded").stream()
                .map(line -> line.stripLeading().replaceFirst(" $", ""))
                .toList());
  }

  private static List<String> decoded(String name) {
    Vocabulary vocabulary = Vocabulary.parse(SentencePieceResources.model(name), name);
    return SentencePieceResources.lines(name + ".ids").stream()
        .map(line -> vocabulary.text(ids(line)))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"unigram", "unigram-kept-spaces", "bpe-rules", "char"})
  void idsEqualThoseOfTheLibraryWithAllSettings(String name) throws IOException {
    ModelBytes model = ModelBytes.of(SentencePieceResources.model(name));
    ModelBytes trainer = ModelBytes.of(model.content(2)).without(24);
    ModelBytes normalizer = ModelBytes.of(model.content(3)).without(3).without(4).without(5);
    List<String> texts = Stream.concat(TEXTS.stream(), random(200).stream()).toList();
    for (int settings = 0; settings < 16; settings++) {
      int bits = settings;
      byte[] changed =
          model
              .with(2, trainer.and(out -> out.writeBool(24, (bits & 8) != 0)).toBytes())
              .with(
                  3,
                  normalizer
                      .and(
                          out -> out.writeBool(3, (bits & 1) != 0),
                          out -> out.writeBool(4, (bits & 2) != 0),
                          out -> out.writeBool(5, (bits & 4) != 0))
                      .toBytes())
              .toBytes();
      Vocabulary vocabulary = Vocabulary.parse(changed, name);
      try (SentencePieceSegmenter segmenter = SentencePieceSegmenter.of(vocabulary);
          SpTokenizer library = new SpTokenizer(changed)) {
        for (String text : texts) {
          assertThat(vocabulary.ids(segmenter.segment(text)))
              .as("settings %d, text '%s'", settings, text)
              .isEqualTo(library.getProcessor().encode(text));
        }
      }
    }
  }

  private static List<String> random(int count) {
    Random random = new Random(1);
    String[] parts = {
      " ",
      "  ",
      "\t",
      "\u00A0",
      "\u3000",
      "\u2581",
      "e\u0301",
      "e",
      "x",
      "ﬁ",
      "ﬁn",
      "<url>",
      "a b",
      "s",
      "«",
      "😀",
      "é",
      "the",
      "\u0000",
      "\n",
      "ｗ",
      "\u200B",
      "你",
      "\u1112\u1161\u11AB"
    };
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder();
      for (int part = random.nextInt(8); part >= 0; part--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static int[] ids(String line) {
    return line.isEmpty()
        ? new int[0]
        : Arrays.stream(line.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
