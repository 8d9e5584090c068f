package dev.gauntlet.toolkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.denoisers.Denoiser;
import dev.gauntlet.toolkit.generators.Generator;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.layers.Canvas;
import dev.gauntlet.toolkit.layers.Convolutions;
import dev.gauntlet.toolkit.layers.EvalSafeBatchNorm;
import dev.gauntlet.toolkit.layers.EvalSafeDropout;
import dev.gauntlet.toolkit.layers.LateralConcatenation;
import dev.gauntlet.toolkit.layers.Residual;
import dev.gauntlet.toolkit.layers.Upsampling;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A network of the toolkit whose gradients must be right.
 *
 * @param name for reports
 * @param input the shape of one input
 * @param block builds it anew
 */
public record Subject(String name, Shape input, Supplier<Block> block) {
  private static final List<Integer> WIDTHS = List.of(4, 6, 8, 8, 8);

  /** Each layer without a kink, between two smooth ones. */
  public static Stream<Subject> smoothLayers() {
    return Stream.of(
        layer("convolution", () -> Convolutions.same(4, 3)),
        layer("convolution without padding", () -> Convolutions.valid(4, 3)),
        layer("batch normalization", EvalSafeBatchNorm::new),
        layer("dropout", () -> new EvalSafeDropout(0.5f)),
        layer("nearest upsampling", () -> new Upsampling(Upsampling.Mode.NEAREST, 2)),
        layer("bilinear upsampling", () -> new Upsampling(Upsampling.Mode.BILINEAR, 2)),
        layer("uneven upsampling", () -> Upsampling.to(Upsampling.Mode.BILINEAR, 13, 15)),
        layer("padding", () -> new Canvas(11, 12)),
        layer("cropping", () -> new Canvas(5, 6)),
        layer("residual", () -> new Residual(Convolutions.same(4, 3))),
        layer("lateral concatenation", () -> new LateralConcatenation(Convolutions.same(3, 3))),
        layer("average pooling", () -> Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2))),
        layer("global average pooling", Pool::globalAvgPool2dBlock));
  }

  /** Each layer with kinks, between two smooth ones. */
  public static Stream<Subject> kinkedLayers() {
    return Stream.of(
        layer("max-pooling", Convolutions::maxPool),
        layer("ReLU", () -> new SequentialBlock().add(Activation::relu)),
        layer(
            "normalized convolution of stride 2",
            () -> Convolutions.addNormalized(new SequentialBlock(), 4, 3, 2)),
        layer(
            "residual block of stride 2",
            () -> Convolutions.addResidual(new SequentialBlock(), 4, 6, 2)));
  }

  /** All architectures, generators and denoisers. */
  public static Stream<Subject> networks() {
    return Stream.concat(architectures(), imageMakers());
  }

  private static Stream<Subject> architectures() {
    return Stream.of(Architecture.values())
        .map(
            architecture ->
                new Subject(architecture.id(), image(architecture), () -> architecture.block(10)));
  }

  // Narrow.
  private static Stream<Subject> imageMakers() {
    Shape image = new Shape(1, 28, 28);
    List<Subject> all = new ArrayList<>();
    for (Generator generator : Generator.values()) {
      Shape input = generator.inputShape(2, image, 10);
      all.add(new Subject(generator.name(), input, () -> generator.block(2, image)));
    }
    for (Denoiser denoiser : Denoiser.values()) {
      all.add(new Subject(denoiser.name(), image, () -> denoiser.block(image, WIDTHS)));
    }
    return all.stream();
  }

  /** The network, its batch normalizations with statistics and factors far from 0 and 1. */
  public Network network(NDManager manager, long seed) {
    Network network = new Network(manager, block.get(), input, seed);
    Networks.disturb(network, seed + 1);
    return network;
  }

  /** Inputs that mean nothing. */
  public NDArray inputs(NDManager manager, int count) {
    return Images.uniform(manager, 1, new Shape(count).addAll(input));
  }

  /** A sum of all outputs of an input, each with a random weight: every one of them matters. */
  public static LogitLoss weightedSum() {
    return outputs -> {
      Shape one = new Shape(1).addAll(outputs.getShape().slice(1));
      NDArray weights = Images.uniform(outputs.getManager(), 4, one, -1, 1);
      return outputs.mul(weights).reshape(outputs.getShape().get(0), -1).sum(new int[] {1});
    };
  }

  @Override
  public String toString() {
    return name;
  }

  private static Shape image(Architecture architecture) {
    return architecture == Architecture.ALL_CNN ? new Shape(1, 16, 16) : new Shape(1, 28, 28);
  }

  private static Subject layer(String name, Supplier<Block> layer) {
    return new Subject(
        name,
        new Shape(2, 8, 8),
        () ->
            new SequentialBlock()
                .add(Convolutions.same(4, 3))
                .add(Activation::tanh)
                .add(layer.get())
                .add(Activation::tanh)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).build()));
  }
}
