package dev.thimble.translation;

import dev.thimble.checkpoint.Calibration;
import dev.thimble.checkpoint.ChannelCalibration;
import dev.thimble.checkpoint.CheckpointException;
import dev.thimble.checkpoint.ModelContents;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The confidences that the calibrations of a model give. Immutable and thread-safe.
 *
 * @param plain of translations by the model alone; null without a calibration
 * @param withChannel of translations that the loaded channel has ranked; null without a calibration
 *     for this very channel
 */
record Confidences(@Nullable Confidence plain, @Nullable Confidence withChannel) {
  /** None. */
  static Confidences none() {
    return new Confidences(null, null);
  }

  /**
   * Those of the first model of a configuration.
   *
   * @param contents content of its folder
   * @throws CheckpointException if a calibration has other features than this Thimble computes, or
   *     the channel's manifest cannot be used
   */
  static Confidences of(LoadConfig config, ModelContents contents) throws IOException {
    if (!config.confidence()) {
      return none();
    }
    Path folder = config.folders().get(0);
    Calibration plain = contents.calibration();
    ChannelCalibration ranked = contents.channelCalibration();
    Path channel = config.channel();
    return new Confidences(
        plain == null ? null : Confidence.of(plain, ConfidenceFeature.known(false), folder, ""),
        ranked == null || channel == null || !ranked.isFor(channel)
            ? null
            : Confidence.of(
                ranked.calibration(),
                ConfidenceFeature.known(true),
                folder,
                " --channel " + channel));
  }

  /** The confidence of translations in the order of a ranking; null without a calibration. */
  @Nullable Confidence of(Ranking ranking) {
    return ranking == Ranking.CHANNEL && withChannel != null ? withChannel : plain;
  }
}
