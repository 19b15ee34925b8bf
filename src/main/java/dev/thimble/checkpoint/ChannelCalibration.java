package dev.thimble.checkpoint;

import dev.thimble.integrity.Require;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A calibration for translations that a channel, a model of the other direction, has ranked: its
 * features include the channel's log-probability of the source. It is valid with that channel only.
 * Immutable.
 *
 * @param channelSha256 SHA-256 of the channel's weights file, in lower-case hexadecimal
 * @param calibration fitted to translations that the channel has ranked
 */
public record ChannelCalibration(String channelSha256, Calibration calibration) {
  /** Checks for nulls and the form of the SHA-256. */
  public ChannelCalibration {
    Objects.requireNonNull(channelSha256, "channelSha256");
    Objects.requireNonNull(calibration, "calibration");
    Require.that(
        channelSha256.matches("[0-9a-f]{64}"),
        "channelSha256",
        channelSha256,
        "64 lower-case hexadecimal digits");
  }

  /**
   * {@return a calibration for the model of a folder as the channel}
   *
   * @param channel its model folder, or a zip file of one
   * @param calibration fitted to translations that the channel has ranked
   * @throws CheckpointException if the channel's manifest is missing, damaged or of a later format
   *     version
   * @throws IOException if the channel's manifest cannot be read
   */
  public static ChannelCalibration of(Path channel, Calibration calibration) throws IOException {
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(calibration, "calibration");
    return new ChannelCalibration(ManifestSummary.read(channel).weightsSha256(), calibration);
  }

  /**
   * {@return whether the model of a folder is the channel that this was fitted with}
   *
   * @param channel a model folder, or a zip file of one
   * @throws CheckpointException if its manifest is missing, damaged or of a later format version
   * @throws IOException if its manifest cannot be read
   */
  public boolean isFor(Path channel) throws IOException {
    Objects.requireNonNull(channel, "channel");
    return ManifestSummary.read(channel).weightsSha256().equals(channelSha256);
  }
}
