package dev.thimble.djl;

import ai.djl.Model;
import ai.djl.nn.Block;
import ai.djl.nn.BlockFactory;
import ai.djl.nn.Blocks;
import java.nio.file.Path;
import java.util.Map;

/**
 * The block of a DJL model that {@link ThimbleTranslatorFactory} translates with: it does nothing,
 * since Thimble computes by its own network. It has no parameters, so the option {@code
 * hasParameter} must be {@code false}. Stateless.
 */
public final class ThimbleBlockFactory implements BlockFactory {
  private static final long serialVersionUID = 1;

  /** For DJL, which makes it by its name. */
  public ThimbleBlockFactory() {}

  @Override
  public Block newBlock(Model model, Path modelPath, Map<String, ?> arguments) {
    return Blocks.identityBlock();
  }
}
