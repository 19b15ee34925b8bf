package dev.thimble;

import dev.thimble.corpus.BilingualText;
import dev.thimble.corpus.CleaningConfig;
import dev.thimble.corpus.DuplicateFinder;
import dev.thimble.corpus.LanguagePair;
import dev.thimble.corpus.PairCleaner;
import dev.thimble.corpus.SeenTexts;
import dev.thimble.corpus.TextHash;
import java.nio.file.Path;
import java.util.Set;

/** Valid values of the types of cleaning and of bilingual files. */
final class CorpusNullValues {
  private CorpusNullValues() {}

  /** Adds them; {@code folder} is for temporary files. */
  static NullCalls addTo(NullCalls calls, Path folder) {
    return calls
        .value(BilingualText.class, () -> new BilingualText(BilingualText.Side.BOTH, null))
        .value(LanguagePair.class, () -> new LanguagePair("en", "fr"))
        .value(CleaningConfig.Lengths.class, CleaningConfig.Lengths::defaults)
        .value(CleaningConfig.Characters.class, CleaningConfig.Characters::defaults)
        .value(PairCleaner.class, () -> new PairCleaner(CleaningConfig.defaults(null)))
        .value(TextHash.class, () -> new TextHash(1, 2))
        .value(SeenTexts.class, () -> new SeenTexts(1, folder))
        .value(DuplicateFinder.class, () -> new DuplicateFinder(Set.of(), false, folder));
  }
}
