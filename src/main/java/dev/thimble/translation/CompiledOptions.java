package dev.thimble.translation;

import dev.thimble.search.Constraints;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.vocabulary.SpecialTokens;
import dev.thimble.vocabulary.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a translator's options say of text, in the pieces of its model. Immutable. */
final class CompiledOptions {
  private static final char WORD_START = '\u2581';
  private static final int MOST_SPELLINGS = 10_000;

  private final SearchBatchTask search;
  private final SearchBatchTask scoring;
  private final List<Integer> prefix;
  private final Map<Integer, Integer> symbols; // ids by the source's
  private final long seed;

  /**
   * Compiles options for a model.
   *
   * @throws IllegalArgumentException if the options name text that the model cannot deal with
   */
  CompiledOptions(TranslatorCore core, TranslationOptions options) {
    Ensemble ensemble = core.ensemble();
    Side target = core.target();
    Constraints constraints = options.search().constraints();
    List<List<Integer>> suppressed = new ArrayList<>(constraints.suppressed());
    options.suppressed().forEach(word -> suppressed.addAll(spellings(word, target)));
    options.suppressedPieces().forEach(piece -> suppressed.add(List.of(known(piece, target))));
    SearchConfig search = options.search().withConstraints(constraints.withSuppressed(suppressed));
    this.search = new SearchBatchTask(ensemble, search, options.ranking(), target.vocabulary());
    scoring =
        new SearchBatchTask(ensemble, SearchConfig.forced(), Ranking.SEARCH, target.vocabulary());
    prefix = prefix(options.prefix(), target);
    symbols =
        options.keepSymbols() ? symbols(core.source().vocabulary(), target.vocabulary()) : Map.of();
    seed = options.seed();
  }

  /** Searches. */
  SearchBatchTask search() {
    return search;
  }

  /** Gives the log-probabilities of a target. */
  SearchBatchTask scoring() {
    return scoring;
  }

  /** A sentence to be searched, the first of its text or a later one. */
  SearchInput source(int[] ids, boolean first) {
    List<Integer> required =
        Arrays.stream(ids).filter(symbols::containsKey).mapToObj(symbols::get).toList();
    List<Integer> begin = first ? prefix : List.of();
    SearchTask task = new SearchTask(ids.length, begin, required, SearchTask.seed(seed, ids));
    return new SearchInput(ids, task, null);
  }

  /** A sentence whose target is known. */
  static SearchInput forced(int[] source, int[] target) {
    return new SearchInput(source, SearchTask.forced(target), null);
  }

  private static Map<Integer, Integer> symbols(Vocabulary source, Vocabulary target) {
    Set<String> known = Set.copyOf(target.userDefinedSymbols());
    Map<Integer, Integer> symbols = new HashMap<>();
    for (String symbol : source.userDefinedSymbols()) {
      if (!known.contains(symbol)) {
        throw new IllegalArgumentException(
            "keepSymbols is set, but \"%s\" is no user-defined symbol of the target's vocabulary"
                .formatted(symbol));
      }
      symbols.put(source.id(symbol), target.id(symbol));
    }
    return symbols;
  }

  private static List<Integer> prefix(String text, Side target) {
    List<Integer> ids = list(target.ids(text));
    if (ids.contains(target.vocabulary().specialTokens().unk())) {
      throw new IllegalArgumentException(
          "the prefix, \"%s\", holds characters that the target's vocabulary cannot write"
              .formatted(text));
    }
    return ids;
  }

  private static int known(String piece, Side target) {
    int id = target.vocabulary().id(piece);
    SpecialTokens special = target.vocabulary().specialTokens();
    if (Set.of(special.pad(), special.unk(), special.bos(), special.eos()).contains(id)) {
      throw new IllegalArgumentException(
          "suppressedPieces holds \"%s\", which is no piece of text in the target's vocabulary; a piece that starts a word begins with %s"
              .formatted(piece, WORD_START));
    }
    return id;
  }

  /* Every way to write a word: as the vocabulary starts a text with it, and after a space. */
  private static List<List<Integer>> spellings(String word, Side target) {
    String marked = target.vocabulary().pieceText(target.visible(word));
    boolean starts = !marked.isEmpty() && marked.charAt(0) == WORD_START;
    if (marked.length() == (starts ? 1 : 0)) {
      throw new IllegalArgumentException(
          "suppressed holds \"%s\", a word of invisible characters alone".formatted(word));
    }
    Set<String> forms = new LinkedHashSet<>(List.of(starts ? marked : WORD_START + marked));
    forms.add(String.join("", target.pieces(word)));
    List<List<Integer>> spellings = new ArrayList<>();
    forms.forEach(form -> spell(form, target.vocabulary(), new ArrayList<>(), spellings));
    return spellings;
  }

  private static void spell(
      String rest, Vocabulary vocabulary, List<Integer> begun, List<List<Integer>> spellings) {
    if (rest.isEmpty()) {
      if (spellings.size() == MOST_SPELLINGS) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a suppressed word can be spelled in more than %d ways; give a shorter one",
                MOST_SPELLINGS));
      }
      spellings.add(List.copyOf(begun));
      return;
    }
    for (int end = 1; end <= rest.length(); end++) {
      int id = vocabulary.id(rest.substring(0, end));
      if (id != vocabulary.specialTokens().unk()) {
        begun.add(id);
        spell(rest.substring(end), vocabulary, begun, spellings);
        begun.remove(begun.size() - 1);
      }
    }
  }

  private static List<Integer> list(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
