package dev.gauntlet.plugins.hgd;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.toolkit.denoisers.Denoiser;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Weights;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Which network denoises; stands in the checkpoint beside its weights.
 *
 * @param widths channels at full resolution, at half of it, and so on
 */
record Denoising(Denoiser denoiser, List<Integer> widths) {
  static final String FILE = "denoiser.txt";

  Denoising {
    widths = List.copyOf(widths);
  }

  /** Three resolutions, each with twice the channels of the one above. */
  static Denoising of(Denoiser denoiser, int width) {
    return new Denoising(denoiser, List.of(width, 2 * width, 4 * width));
  }

  /**
   * The untrained denoiser and the target behind it as one network, whose parameters are the
   * denoiser's.
   *
   * @param target stays as it is; must be open as long as the network
   * @return (N,C,H,W) → (N,K); layer 0 is the denoiser
   */
  Network before(Network target, ModelContext context) {
    return network(target.frozenLayers(), context);
  }

  /**
   * The denoiser alone with a checkpoint's weights; the caller closes it.
   *
   * @throws CheckpointException if they are missing or do not fit
   */
  static Network restore(CheckpointReader checkpoint, Part part, ModelContext context) {
    Network network = read(checkpoint, part).network(List.of(), context);
    try {
      Weights.read(checkpoint, part.weights(), network.manager()).copyTo(network);
      return network;
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private Network network(List<Block> behind, ModelContext context) {
    SequentialBlock block = new SequentialBlock().add(denoiser.block(context.imageShape(), widths));
    behind.forEach(block::add);
    return new Network(context.manager(), block, context.imageShape(), context.seed());
  }

  /** Writes it as one line: the network, then its widths. */
  void write(CheckpointWriter checkpoint) {
    String line =
        denoiser.name().toLowerCase(Locale.ROOT)
            + widths.stream().map(width -> " " + width).collect(Collectors.joining())
            + "\n";
    try (OutputStream out = checkpoint.create(FILE)) {
      out.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new CheckpointException("cannot write " + FILE + ": " + e.getMessage(), e);
    }
  }

  private static Denoising read(CheckpointReader checkpoint, Part part) {
    try (InputStream in = checkpoint.open(part.denoiser())) {
      String[] words = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split(" ", -1);
      return new Denoising(
          Denoiser.valueOf(words[0].toUpperCase(Locale.ROOT)),
          Arrays.stream(words).skip(1).map(Integer::valueOf).toList());
    } catch (IOException | IllegalArgumentException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": cannot read " + part.denoiser() + ": " + e.getMessage(), e);
    }
  }
}
