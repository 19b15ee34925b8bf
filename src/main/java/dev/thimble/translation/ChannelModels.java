package dev.thimble.translation;

import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.text.Masking;
import dev.thimble.text.MaskingConfig;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The models that rank the translations found by another model. Thread-safe. Owns the models until
 * closed.
 *
 * @param channel translates in the other direction; null for none
 * @param languageModel a model of the target language; null for none
 */
record ChannelModels(@Nullable TextModel channel, @Nullable TextModel languageModel) {
  /** Neither of them. */
  static ChannelModels none() {
    return new ChannelModels(null, null);
  }

  /**
   * Loads those that a configuration names.
   *
   * @param direct the model of the same configuration
   * @throws CheckpointException if a folder cannot be used or holds a model of the other kind, or
   *     if both model and channel mask entities, but not in opposite directions
   */
  static ChannelModels load(LoadConfig config, TextModel direct) throws IOException {
    TextModel channel = loadChannel(config, direct);
    try {
      Path folder = config.languageModel();
      return new ChannelModels(
          channel, folder == null ? null : load(config, folder, TextModel.Kind.LANGUAGE_MODEL));
    } catch (Throwable e) {
      close(channel);
      throw e;
    }
  }

  private static @Nullable TextModel loadChannel(LoadConfig config, TextModel direct)
      throws IOException {
    Path folder = config.channel();
    if (folder == null) {
      return null;
    }
    TextModel channel = load(config, folder, TextModel.Kind.TRANSLATES);
    Masking own = direct.masking();
    Masking other = channel.masking();
    if (own != null && other != null && !isReverse(own.config(), other.config())) {
      channel.close();
      throw new CheckpointException(
          "%s translates from %s to %s, but the channel of a model from %s to %s must translate the other way"
              .formatted(
                  folder,
                  other.config().sourceLanguage(),
                  other.config().targetLanguage(),
                  own.config().sourceLanguage(),
                  own.config().targetLanguage()));
    }
    return channel;
  }

  private static TextModel load(LoadConfig config, Path folder, TextModel.Kind kind)
      throws IOException {
    return TextModel.load(LoadConfig.of(folder).withComputeType(config.computeType()), kind);
  }

  private static boolean isReverse(MaskingConfig forth, MaskingConfig back) {
    return forth.sourceLanguage().equals(back.targetLanguage())
        && forth.targetLanguage().equals(back.sourceLanguage());
  }

  /** Whether there is neither. */
  boolean isEmpty() {
    return channel == null && languageModel == null;
  }

  /** Closes both. */
  void close() {
    close(channel);
    close(languageModel);
  }

  private static void close(@Nullable TextModel model) {
    if (model != null) {
      model.close();
    }
  }
}
