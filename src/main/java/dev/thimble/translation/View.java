package dev.thimble.translation;

import dev.thimble.search.Hypothesis;
import dev.thimble.search.LengthPenalty;
import dev.thimble.translation.SourceText.Computed;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A view of a translator: the calls that it makes with its options, within its limits. Its
 * arguments have been checked. Thread-safe.
 */
record View(
    TranslatorCore core,
    TranslationOptions options,
    CompiledOptions compiled,
    Assembly assembly,
    CallLimits limits) {
  /**
   * A view without limits.
   *
   * @param confidence of the core's model, or another; null for none
   */
  static View of(TranslatorCore core, TranslationOptions options, @Nullable Confidence confidence) {
    CompiledOptions compiled = core.whileOpen(() -> new CompiledOptions(core, options));
    Assembly assembly = Assembly.of(core, options, confidence);
    return new View(core, options, compiled, assembly, CallLimits.none());
  }

  /** The same with other limits. */
  View with(CallLimits others) {
    return new View(core, options, compiled, assembly, others);
  }

  private <T> T call(Function<Call, T> work) {
    return core.whileOpen(() -> work.apply(core.begin(limits)));
  }

  /** See {@link Translator#nBest(List)}. */
  List<List<Translation>> nBest(List<String> sources, ProgressListener progress) {
    return core
        .whileOpen(
            () -> {
              Call call = core.begin(limits, progress);
              return compute(sources, inputs -> core.computeAll(compiled.search(), inputs, call));
            })
        .stream()
        .map(found -> translations(found.text(), found.parts()))
        .toList();
  }

  private <R> List<Computed<R>> compute(
      List<String> sources, Function<List<SearchInput>, List<R>> computation) {
    int size = sources.size();
    List<SourceText> texts =
        SourceText.each(size, i -> text(sources.get(i), SourceText.nameOf("source", i, size)));
    List<SearchInput> inputs =
        texts.stream().flatMap(text -> compiled.inputs(text).stream()).toList();
    Iterator<R> found = computation.apply(inputs).iterator();
    return texts.stream()
        .map(text -> new Computed<>(text, text.searched().stream().map(p -> found.next()).toList()))
        .toList();
  }

  /** See {@link Translator#translate(String, Consumer)}. */
  Translation stream(String source, Consumer<String> listener) {
    if (!options.canStream()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the search is %s with nBest %d and minConfidence %s; a listener needs a beam of size 1"
                  + " or one sample, and minConfidence 0",
              options.search().strategy(),
              options.search().nBest(),
              options.minConfidence()));
    }
    return call(
        call -> {
          SourceText text = text(source, "the source").whole();
          return translations(text, Streaming.run(this, text, listener, call)).get(0);
        });
  }

  /** See {@link Translator#translateAsync}. */
  CompletableFuture<Translation> async(String source) {
    return call(
        call -> {
          SourceText text = text(source, "the source");
          return new AsyncTranslation(core, found -> translations(text, found).get(0))
              .start(compiled.search(), compiled.inputs(text), call);
        });
  }

  /** The candidates of each part of each source that have ended; see {@code computeAlone}. */
  List<Computed<List<Candidate>>> searchedAlone(List<String> sources) {
    return core.whileOpen(
        () -> compute(sources, inputs -> core.computeAlone(compiled.search(), inputs)));
  }

  /** What is known of the best translation of a text of one part. */
  Evidence evidence(Computed<List<Candidate>> searched) {
    return Evidence.of(core, searched.text().parts().get(0).ids(), searched.parts().get(0), 0);
  }

  /** Whether a channel scores the candidates. */
  boolean hasChannel() {
    return options.ranking() == Ranking.CHANNEL && channelModels().channel() != null;
  }

  /** The models of a noisy channel; fails as {@link #rescored} does. */
  ChannelModels channelModels() {
    return compiled.rescoring().models();
  }

  /** The n-best lists of the search with the scores of the noisy channel's models. */
  List<Computed<List<Candidate>>> rescored(List<String> sources) {
    return call(
        call -> compute(sources, inputs -> core.computeAll(compiled.rescoring(), inputs, call)));
  }

  /** See {@link Translator#scoreAll}. */
  List<Translation> scoreAll(List<String> sources, List<String> targets) {
    return call(
        call -> {
          List<SearchInput> inputs = reader().forced(sources, targets);
          Iterator<String> texts = targets.iterator();
          return core.computeAll(core.scoring(), inputs, call).stream()
              .map(found -> scored(found.get(0).hypothesis(), texts.next()))
              .toList();
        });
  }

  /* The text is the target's own, in which no symbol stands for an entity. */
  private Translation scored(Hypothesis found, String target) {
    Translation forced =
        Assembly.of(
            found,
            core.target().vocabulary(),
            masked -> core.masking() != null ? reader().normalized(target) : masked);
    LengthPenalty penalty = options.search().lengthPenalty();
    return forced.withScore(penalty.score(forced.logProb(), forced.length()));
  }

  /** See {@link Translator#contextVectors}. */
  float[][] contextVectors(List<String> sources) {
    return call(
        call ->
            core.computeAll(new EncodeBatchTask(core.ensemble()), reader().ids(sources), call)
                .toArray(float[][]::new));
  }

  private SourceReader reader() {
    return compiled.sources();
  }

  private SourceText text(String source, String name) {
    return SourceText.named(name, () -> reader().read(source));
  }

  List<Translation> translations(SourceText text, List<List<Candidate>> found) {
    return assembly.translations(text, found);
  }
}
