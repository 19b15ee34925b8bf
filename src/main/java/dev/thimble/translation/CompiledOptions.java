package dev.thimble.translation;

import dev.thimble.search.Constraints;
import dev.thimble.search.SearchConfig;
import dev.thimble.search.SearchTask;
import dev.thimble.text.Masking;
import dev.thimble.translation.SourceText.Part;
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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A translator's options with their texts converted to ids of its model. Immutable. */
final class CompiledOptions {
  private static final char WORD_START = '\u2581';
  private static final int MOST_SPELLINGS = 10_000;

  private final SearchBatchTask search;
  private final @Nullable ChannelRankingTask ranking; // null for any but the channel's
  private final List<Integer> prefix;
  private final Map<Integer, Integer> required; // symbols, target id by source id
  private final Map<Integer, Integer> permitted; // likewise
  private final SourceReader sources;
  private final long seed;

  /**
   * Compiles options for a model.
   *
   * @throws IllegalArgumentException if the vocabularies cannot represent a text of the options, or
   *     if they rank by a channel and the core has no model for it
   */
  CompiledOptions(TranslatorCore core, TranslationOptions options) {
    Ensemble ensemble = core.ensemble();
    Side target = core.target();
    Constraints constraints = options.search().constraints();
    List<List<Integer>> suppressed = new ArrayList<>(constraints.suppressed());
    options.suppressed().forEach(word -> suppressed.addAll(spellings(word, target)));
    options.suppressedPieces().forEach(piece -> suppressed.add(List.of(known(piece, target))));
    List<String> masks = maskSymbols(core.masking());
    // a symbol that the source lacks stands for nothing
    masks.forEach(symbol -> suppressed.add(List.of(target.vocabulary().id(symbol))));
    SearchConfig search = options.search().withConstraints(constraints.withSuppressed(suppressed));
    boolean byChannel = options.ranking() == Ranking.CHANNEL;
    Ranking order = byChannel ? Ranking.SEARCH : options.ranking();
    this.search = new SearchBatchTask(ensemble, search, order, target.vocabulary());
    ranking =
        byChannel
            ? new ChannelRankingTask(
                new RescoringTask(this.search, core.channelModels()), options.channelWeights())
            : null;
    prefix = prefix(options.prefix(), target);
    Vocabulary from = core.source().vocabulary();
    List<String> kept = options.keepSymbols() ? from.userDefinedSymbols() : masks;
    boolean mayBeLeftOut = core.masking() != null && core.masking().config().withinOneLanguage();
    List<String> optional = mayBeLeftOut ? masks : List.of();
    permitted = symbols(optional, from, target.vocabulary());
    required =
        symbols(
            kept.stream().filter(symbol -> !optional.contains(symbol)).toList(),
            from,
            target.vocabulary());
    sources = new SourceReader(core, options);
    seed = options.seed();
  }

  /** The task that translates. */
  BatchTask<SearchInput, List<Candidate>> search() {
    return ranking == null ? search : ranking;
  }

  /**
   * The task that gives the candidates with the scores of the noisy channel's models.
   *
   * @throws IllegalArgumentException if the ranking is not the channel's
   */
  RescoringTask rescoring() {
    if (ranking == null) {
      throw new IllegalArgumentException(
          "the ranking must be CHANNEL, so that there are scores of a channel");
    }
    return ranking.rescoring();
  }

  /** Reads the source texts. */
  SourceReader sources() {
    return sources;
  }

  /** The inputs to translate a text, one for each of {@link SourceText#searched}. */
  List<SearchInput> inputs(SourceText text) {
    List<SearchInput> inputs = new ArrayList<>();
    for (Part part : text.parts()) {
      boolean first = inputs.isEmpty();
      inputs.add(input(part, first));
      if (part.spans() != null) {
        part.spans()
            .spans()
            .forEach(span -> inputs.add(input(span.part(), first && span.from() == 0)));
      }
      if (part.insets() != null) {
        part.insets().searched().forEach(inset -> inputs.add(input(inset, false)));
      }
    }
    return inputs;
  }

  /**
   * The input to translate a part of a text.
   *
   * @param first whether it is the first part, which gets the prefix
   */
  SearchInput input(Part part, boolean first) {
    int[] ids = part.ids();
    List<Integer> begin = first ? prefix : List.of();
    SearchTask task =
        SearchTask.of(ids.length)
            .withPrefix(begin)
            .withRequired(in(ids, required))
            .withPermitted(in(ids, permitted).stream().distinct().toList())
            .withSeed(SearchTask.seed(seed, ids));
    return new SearchInput(part, task, null);
  }

  private static List<Integer> in(int[] ids, Map<Integer, Integer> symbols) {
    return Arrays.stream(ids).filter(symbols::containsKey).mapToObj(symbols::get).toList();
  }

  /** The input to write a text without a source; its number and the seed decide the samples. */
  SearchInput sample(long number) {
    int[] halves = {(int) (number >>> 32), (int) number};
    SearchTask task = SearchTask.of(0).withPrefix(prefix).withSeed(SearchTask.seed(seed, halves));
    return new SearchInput(new Part(new int[0], UnaryOperator.identity(), ""), task, null);
  }

  private static List<String> maskSymbols(@Nullable Masking masking) {
    return masking == null ? List.of() : masking.config().symbols();
  }

  private static Map<Integer, Integer> symbols(
      List<String> kept, Vocabulary source, Vocabulary target) {
    Set<String> known = Set.copyOf(target.userDefinedSymbols());
    Map<Integer, Integer> symbols = new HashMap<>();
    for (String symbol : kept) {
      if (!known.contains(symbol)) {
        throw new IllegalArgumentException(
            "keepSymbols is set, but \"%s\" is not a user-defined symbol of the target vocabulary"
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
          "the prefix, \"%s\", contains characters that the target vocabulary cannot write"
              .formatted(text));
    }
    return ids;
  }

  private static int known(String piece, Side target) {
    int id = target.vocabulary().id(piece);
    SpecialTokens special = target.vocabulary().specialTokens();
    if (Set.of(special.pad(), special.unk(), special.bos(), special.eos()).contains(id)) {
      throw new IllegalArgumentException(
          "suppressedPieces contains \"%s\", which is not a text piece of the target vocabulary; a piece that starts a word begins with %s"
              .formatted(piece, WORD_START));
    }
    return id;
  }

  /* All segmentations of a word, at the start of a text and after a space. */
  private static List<List<Integer>> spellings(String word, Side target) {
    String marked = target.vocabulary().pieceText(target.visible(word));
    boolean starts = !marked.isEmpty() && marked.charAt(0) == WORD_START;
    if (marked.length() == (starts ? 1 : 0)) {
      throw new IllegalArgumentException(
          "suppressed contains \"%s\", a word of invisible characters only".formatted(word));
    }
    Set<String> forms = new LinkedHashSet<>(List.of(starts ? marked : WORD_START + marked));
    forms.add(String.join("", target.pieces(word)));
    List<List<Integer>> spellings = new ArrayList<>();
    forms.forEach(form -> spell(form, target.vocabulary(), new ArrayList<>(), spellings));
    return spellings;
  }

  private static void spell(
      String rest, Vocabulary vocabulary, List<Integer> ids, List<List<Integer>> spellings) {
    if (rest.isEmpty()) {
      if (spellings.size() == MOST_SPELLINGS) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a suppressed word has more than %d segmentations; give a shorter one",
                MOST_SPELLINGS));
      }
      spellings.add(List.copyOf(ids));
      return;
    }
    for (int end = 1; end <= rest.length(); end++) {
      int id = vocabulary.id(rest.substring(0, end));
      if (id != vocabulary.specialTokens().unk()) {
        ids.add(id);
        spell(rest.substring(end), vocabulary, ids, spellings);
        ids.remove(ids.size() - 1);
      }
    }
  }

  private static List<Integer> list(int[] ids) {
    return Arrays.stream(ids).boxed().toList();
  }
}
