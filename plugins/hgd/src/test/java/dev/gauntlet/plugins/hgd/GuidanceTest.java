package dev.gauntlet.plugins.hgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.denoisers.Denoiser;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

class GuidanceTest {
  // ReLU and the L1 norm have edges: at 3e-4 they make up to 13 % of the slope, here 0.7 %.
  private static final double STEP = 3e-5;

  /**
   * D(x̂) = (0.3, 0.5), (0.6, 0.6), f = (0, 0.3), (0.5, 0.5), z = (0.6, 0.2), (1.5, 1.5). Clean: f
   * = (0, 0.5), (0.3, 0.1), z = (1, 0), (0.5, 1.3).
   */
  @OnEachEngine
  void lossesAreThoseOfThePaper(NDManager manager) {
    assertLoss(manager, Guide.PIXELS, (0.05 + 0.1 + 0.1 + 0.2) / 2);
    assertLoss(manager, Guide.FEATURES, (0.2 + 0.2 + 0.4) / 2);
    assertLoss(manager, Guide.LOGITS, (0.4 + 0.2 + 1.0 + 0.2) / 2);
    assertLoss(manager, Guide.LABELS, (Math.log(1 + Math.exp(-0.4)) + Math.log(2)) / 2);
  }

  private static void assertLoss(NDManager manager, Guide guide, double expected) {
    try (TinyPipeline tiny = TinyPipeline.of(manager);
        NDManager scope = manager.newSubManager()) {
      ImageBatch pairs = TinyPipeline.pairs(scope);
      Guidance guidance = new Guidance(guide, tiny.target(), 2);
      UnaryOperator<NDArray> loss = guidance.loss(pairs);
      NDArray perturbed = PairedImages.perturbed(pairs);

      NDArray trained =
          tiny.pipeline()
              .parameterGradients(
                  () ->
                      loss.apply(tiny.pipeline().trainingActivation(perturbed, guidance.layer())));

      assertThat((double) trained.getFloat()).as("%s", guide).isCloseTo(expected, within(1e-5));
      assertThat(
              (double)
                  loss.apply(tiny.pipeline().activation(perturbed, guidance.layer())).getFloat())
          .as("%s in evaluation mode", guide)
          .isCloseTo(expected, within(1e-5));
    }
  }

  /**
   * The slopes by the 0.1 that the denoiser adds, from the values above: of D(x̂) 1, of f 2 where
   * positive, of z (f₁' + 2f₂', 3f₁' − f₂').
   */
  @OnEachEngine
  void gradientsPassThroughTheTargetToTheDenoiserAlone(NDManager manager) {
    double features = (-2 + 2 + 2) / 2.0;
    double logits = ((-4 - 2) + (6 + 4)) / 2.0;
    // z' is (4, −2) and (6, 4), the derivative by z of the cross-entropy p − y.
    double wrong = 1 / (1 + Math.exp(0.4));
    double labels = (wrong * (-4 - 2) + 0.5 * 6 - 0.5 * 4) / 2;
    assertSlope(manager, Guide.PIXELS, (1 - 1 + 1 + 1) / 2.0);
    assertSlope(manager, Guide.FEATURES, features);
    assertSlope(manager, Guide.LOGITS, logits);
    assertSlope(manager, Guide.LABELS, labels);
  }

  private static void assertSlope(NDManager manager, Guide guide, double expected) {
    try (TinyPipeline tiny = TinyPipeline.of(manager);
        NDManager scope = manager.newSubManager()) {
      ImageBatch pairs = TinyPipeline.pairs(scope);
      Guidance guidance = new Guidance(guide, tiny.target(), 2);

      tiny.pipeline().parameterGradients(loss(guidance, tiny.pipeline(), pairs));

      Parameter bias = tiny.pipeline().parameters().get(1).getValue();
      try (NDArray slope = bias.getArray().getGradient()) {
        assertThat((double) slope.getFloat(0)).as("%s", guide).isCloseTo(expected, within(1e-4));
      }
      assertThat(tiny.target().parameters())
          .as("parameters of the target that a gradient reached")
          .noneMatch(entry -> entry.getValue().getArray().hasGradient());
    }
  }

  @OnEachEngine
  void gradientsOfTheDenoiserMatchFiniteDifferences(NDManager manager) {
    for (Guide guide : Guide.values()) {
      try (Network target = TinyModels.convolutional(manager);
          Network pipeline =
              Denoising.of(Denoiser.DUNET, 3)
                  .before(target, TestTrainingContext.model(manager, "d1", 3));
          NDManager scope = manager.newSubManager()) {
        ImageBatch pairs = pairs(scope, 6);
        Guidance guidance = new Guidance(guide, target, TinyImages.CLASSES);
        Supplier<NDArray> loss = loss(guidance, pipeline, pairs);

        assertThat(disagreement(pipeline, loss)).as("%s", guide).isLessThan(0.02);
      }
    }
  }

  @OnEachEngine
  void heldOutLossIsTheMeanOverAllImages(NDManager manager) {
    try (Network target = TinyModels.convolutional(manager);
        Network pipeline =
            Denoising.of(Denoiser.DAE, 3)
                .before(target, TestTrainingContext.model(manager, "d1", 3));
        NDManager scope = manager.newSubManager()) {
      PairedImages all = paired(scope, 130);
      Guidance guidance = new Guidance(Guide.LOGITS, target, TinyImages.CLASSES);
      ImageBatch batch = all.batch(scope, IntStream.range(0, 130).toArray());

      double expected =
          guidance
              .loss(batch)
              .apply(pipeline.activation(PairedImages.perturbed(batch), guidance.layer()))
              .getFloat();
      assertThat(guidance.of(pipeline, all)).isCloseTo(expected, within(1e-4 * expected));
    }
  }

  private static Supplier<NDArray> loss(Guidance guidance, Network pipeline, ImageBatch pairs) {
    UnaryOperator<NDArray> loss = guidance.loss(pairs);
    NDArray perturbed = PairedImages.perturbed(pairs);
    return () -> loss.apply(pipeline.trainingActivation(perturbed, guidance.layer()));
  }

  private static ImageBatch pairs(NDManager manager, int count) {
    return paired(manager, count).batch(manager, IntStream.range(0, count).toArray());
  }

  private static PairedImages paired(NDManager manager, int count) {
    ByteImages others = ByteImages.black(new Shape(count).addAll(TinyImages.SHAPE));
    others.set(IntStream.range(0, count).toArray(), new TinyImages(count, 9).all(manager).images());
    return new PairedImages(new TinyImages(count, 8), others);
  }

  /** Along random directions: slopes of the loss against the products with the gradient. */
  private static double disagreement(Network network, Supplier<NDArray> loss) {
    network.parameterGradients(loss);
    List<float[]> gradients = new ArrayList<>();
    List<NDArray> arrays = new ArrayList<>();
    for (Pair<String, Parameter> entry : network.parameters()) {
      if (Network.isTrained(entry.getValue())) {
        arrays.add(entry.getValue().getArray());
        try (NDArray gradient = entry.getValue().getArray().getGradient()) {
          gradients.add(gradient.toFloatArray());
        }
      }
    }
    SplittableRandom random = new SplittableRandom(5);
    double wrong = 0;
    double slopes = 0;
    for (int i = 0; i < 6; i++) {
      List<float[]> direction =
          gradients.stream().map(gradient -> unit(random, gradient.length)).toList();
      move(arrays, direction, STEP);
      double after = network.parameterGradients(loss).getFloat();
      move(arrays, direction, -2 * STEP);
      double before = network.parameterGradients(loss).getFloat();
      move(arrays, direction, STEP);
      double slope = (after - before) / (2 * STEP);
      double expected = 0;
      for (int j = 0; j < gradients.size(); j++) {
        for (int k = 0; k < gradients.get(j).length; k++) {
          expected += (double) gradients.get(j)[k] * direction.get(j)[k];
        }
      }
      wrong += (slope - expected) * (slope - expected);
      slopes += slope * slope;
    }
    return Math.sqrt(wrong / slopes);
  }

  private static float[] unit(SplittableRandom random, int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (random.nextDouble(-1, 1) / Math.sqrt(size / 3.0));
    }
    return values;
  }

  private static void move(List<NDArray> arrays, List<float[]> direction, double length) {
    for (int i = 0; i < arrays.size(); i++) {
      float[] values = arrays.get(i).toFloatArray();
      for (int j = 0; j < values.length; j++) {
        values[j] += (float) (length * direction.get(i)[j]);
      }
      arrays.get(i).set(values);
    }
  }
}
