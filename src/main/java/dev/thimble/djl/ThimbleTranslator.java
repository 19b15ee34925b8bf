package dev.thimble.djl;

import ai.djl.ndarray.NDList;
import ai.djl.translate.Batchifier;
import ai.djl.translate.Translator;
import ai.djl.translate.TranslatorContext;
import dev.thimble.djl.ThimbleTranslatorFactory.Form;
import dev.thimble.translation.Translation;
import java.util.ArrayList;
import java.util.List;

/**
 * Translates in DJL's predictors. The context carries the texts past the model's block, and the
 * texts of a DJL batch are translated together. Thread-safe.
 */
final class ThimbleTranslator<I, O> implements Translator<I, O> {
  private static final String TEXTS = "thimble.texts";

  private final dev.thimble.translation.Translator translator;
  private final Form<I, O> form;

  ThimbleTranslator(dev.thimble.translation.Translator translator, Form<I, O> form) {
    this.translator = translator;
    this.form = form;
  }

  /* Without one, DJL would pass the inputs of a batch one by one. */
  @Override
  public Batchifier getBatchifier() {
    return Batchifier.STACK;
  }

  @Override
  public NDList processInput(TranslatorContext context, I input) {
    return batchProcessInput(context, List.of(input));
  }

  @Override
  public O processOutput(TranslatorContext context, NDList list) {
    return batchProcessOutput(context, list).get(0);
  }

  @Override
  public NDList batchProcessInput(TranslatorContext context, List<I> inputs) {
    context.setAttachment(TEXTS, inputs.stream().map(form::sources).toList());
    return new NDList();
  }

  @Override
  @SuppressWarnings("unchecked") // what batchProcessInput has attached
  public List<O> batchProcessOutput(TranslatorContext context, NDList list) {
    List<List<String>> texts = (List<List<String>>) context.getAttachment(TEXTS);
    List<String> sources = texts.stream().flatMap(List::stream).toList();
    List<String> translations =
        translator.translateAll(sources).stream().map(Translation::text).toList();
    List<O> outputs = new ArrayList<>();
    int from = 0;
    for (List<String> each : texts) {
      outputs.add(form.output(translations.subList(from, from + each.size())));
      from += each.size();
    }
    return outputs;
  }
}
