package dev.thimble.translation;

import dev.thimble.text.InvisibleCharacters;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import java.util.BitSet;
import java.util.List;

/**
 * Source or target side of a model: converts text to pieces and ids. Removes invisible characters
 * first, except those that occur in a piece of the vocabulary. Thread-safe.
 */
final class Side {
  private final Segmentation segmentation;
  private final InvisibleCharacters invisible;

  Side(Segmentation segmentation) {
    this.segmentation = segmentation;
    BitSet known = new BitSet();
    for (int id = 0; id < vocabulary().size(); id++) {
      String piece = vocabulary().piece(id);
      for (int i = 0; i < piece.length(); i += Character.charCount(piece.codePointAt(i))) {
        int c = piece.codePointAt(i);
        if (InvisibleCharacters.isInvisible(c) && vocabulary().spells(c)) {
          known.set(c);
        }
      }
    }
    invisible =
        known.isEmpty() ? InvisibleCharacters.all() : InvisibleCharacters.except(known::get);
  }

  Vocabulary vocabulary() {
    return segmentation.vocabulary();
  }

  /** The text without invisible characters, before normalization and segmentation. */
  String visible(String text) {
    return invisible.removeFrom(text);
  }

  /** The pieces of a text; none if it is blank. */
  List<String> pieces(String text) {
    return segmentation.segmenter().segment(visible(text));
  }

  /** The ids of a text; none if it is blank. */
  int[] ids(String text) {
    return segmentation.ids(visible(text));
  }
}
