package dev.thimble.translation;

import dev.thimble.text.InvisibleCharacters;
import dev.thimble.vocabulary.Segmentation;
import dev.thimble.vocabulary.Vocabulary;
import java.util.BitSet;
import java.util.List;

/**
 * The source or the target side of a model: its way from text to ids. Invisible characters are
 * removed first, save those that stand in a piece of the vocabulary: it was trained with them.
 * Thread-safe.
 */
final class Side {
  private final Segmentation segmentation;
  private final InvisibleCharacters invisible;

  Side(Segmentation segmentation) {
    this.segmentation = segmentation;
    BitSet known = new BitSet();
    for (int id = 0; id < vocabulary().size(); id++) {
      vocabulary()
          .piece(id)
          .codePoints()
          .filter(InvisibleCharacters::isInvisible)
          .filter(vocabulary()::spells)
          .forEach(known::set);
    }
    invisible =
        known.isEmpty() ? InvisibleCharacters.all() : InvisibleCharacters.except(known::get);
  }

  Vocabulary vocabulary() {
    return segmentation.vocabulary();
  }

  /** The text as the model sees it, before it is normalized and cut. */
  String visible(String text) {
    return invisible.removeFrom(text);
  }

  /** The pieces of a text, none for a blank one. */
  List<String> pieces(String text) {
    return segmentation.segmenter().segment(visible(text));
  }

  /** The ids of a text, none for a blank one. */
  int[] ids(String text) {
    return segmentation.ids(visible(text));
  }
}
