package dev.thimble.djl;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import ai.djl.nn.Blocks;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Makes the block of a DJL model for {@link ThimbleTranslatorFactory}. The block does nothing,
 * since Thimble runs its own network. It has no parameters, so the option {@code hasParameter} must
 * be {@code false}. Stateless.
 */
public final class ThimbleBlockFactory implements BlockFactory {
  private static final long serialVersionUID = 1;

  /** For DJL, which creates the factory by its class name. */
  public ThimbleBlockFactory() {}

  @Override
  public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) {
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(modelPath, "modelPath");
    Objects.requireNonNull(arguments, "arguments");
    return Blocks.identityBlock();
  }
}
