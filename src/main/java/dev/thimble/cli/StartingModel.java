package dev.thimble.cli;

import dev.thimble.checkpoint.ModelContents;
import dev.thimble.model.ModelConfig;
import dev.thimble.model.ModelPart;
import dev.thimble.model.PieceRows;
import dev.thimble.model.Seq2SeqModel;
import dev.thimble.text.Lexicon;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import dev.thimble.training.BaseModel;
import dev.thimble.training.RunDifference;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The model that a run starts from.
 *
 * @param folder of the model
 * @param base the model; if the run resumes, its last checkpoint with the origin of the first
 *     weights
 * @param resumed whether the run resumes
 */
record StartingModel(Path folder, BaseModel base, boolean resumed) {
  @Nullable MaskingConfig masking() {
    Masking masking = base.contents().masking();
    return masking == null ? null : masking.config();
  }

  /**
   * The lexicon of the run: the words of its corpus and of the model's, which has learned them
   * already.
   *
   * @param corpus the words of the training corpus
   */
  Lexicon lexicon(Lexicon.Builder corpus) {
    Masking masking = base.contents().masking();
    if (masking == null) {
      return corpus.build();
    }
    // a resumed run has made its lexicon before
    return resumed ? masking.lexicon() : corpus.add(masking.lexicon()).build();
  }

  /** Refuses a shape that differs from the model's. A resumed run is compared with itself later. */
  void checkShape(ModelConfig shape) {
    if (resumed) {
      return;
    }
    for (RunDifference difference : base.shapeDifferences(shape)) {
      throw new WrongUsageException(
          String.format(
              Locale.ROOT,
              "%s is %s, but the model in %s has %s; a run with --from keeps the model's shape",
              ResumeRefusal.name(difference.field()),
              difference.is(),
              folder,
              difference.was()));
    }
  }

  /**
   * Gives the model's weights to the new one.
   *
   * @param frozen parts that the run does not train, which must have no new pieces
   * @return a line that says how many pieces keep their weights
   */
  String giveWeights(Seq2SeqModel model, ModelContents run, Set<ModelPart> frozen) {
    PieceRows rows = base.giveWeights(model, run);
    int sourcePieces = run.config().sourceVocabularySize();
    int targetPieces = run.config().targetVocabularySize();
    boolean newTarget = rows.keptOfTarget() < targetPieces;
    boolean newAny = newTarget || rows.keptOfSource() < sourcePieces;
    if ((frozen.contains(ModelPart.EMBEDDINGS) && newAny)
        || (frozen.contains(ModelPart.OUTPUT) && newTarget)) {
      throw new WrongUsageException(
          "--freeze would keep the random weights of pieces that the model in "
              + folder
              + " does not have; train EMBEDDINGS and OUTPUT, or leave out the vocabulary");
    }
    return String.format(
        Locale.ROOT,
        "from %s: %,d of %,d source pieces and %,d of %,d target pieces keep its weights%s",
        folder,
        rows.keptOfSource(),
        sourcePieces,
        rows.keptOfTarget(),
        targetPieces,
        newAny ? "; the others start at random" : "");
  }
}
