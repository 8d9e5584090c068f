package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.CheckArchitecture;
import dev.gauntlet.harness.worker.message.CheckGradients;
import dev.gauntlet.harness.worker.message.GradientsChecked;
import dev.gauntlet.toolkit.gradient.GradientCheck;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.models.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Compares gradients with the functions that they should be of. */
final class GradientChecker {
  /** Of the images that an architecture is tried on; every one of the toolkit's takes it. */
  private static final Shape IMAGE = new Shape(3, 32, 32);

  private static final int IMAGES = 4;
  private static final int CLASSES = 10;

  private final NDManager engine;
  private final Models models;

  GradientChecker(NDManager engine, Models models) {
    this.engine = engine;
    this.models = models;
  }

  /** Checks a restored model. */
  GradientsChecked check(CheckGradients request) throws IOException {
    Differentiable source =
        Source.view(models.get(request.model()), request.model(), request.access());
    try (NDManager scope = engine.newSubManager()) {
      NDList input = Npz.read(scope, Path.of(request.input()));
      return check(source, input.get("images"), input.get("labels"), request.seed());
    }
  }

  /** Checks one of the toolkit's networks on noise. */
  GradientsChecked check(CheckArchitecture request) {
    List<String> ids = IntStream.range(0, IMAGES).mapToObj(Integer::toString).toList();
    try (NDManager scope = engine.newSubManager();
        Network network =
            Classifier.untrained(
                new ModelContext(scope, request.architecture(), IMAGE, CLASSES, request.seed()))) {
      NDArray images = new Randomness(request.seed(), ids).uniform(scope, "image", IMAGE, 0, 1);
      NDArray labels = scope.create(LongStream.range(0, IMAGES).toArray());
      return check(network, images, labels, request.seed());
    }
  }

  private static GradientsChecked check(
      Differentiable model, NDArray images, NDArray labels, long seed) {
    long start = System.nanoTime();
    return new GradientsChecked(
        GradientCheck.of(model, images, labels, seed), (System.nanoTime() - start) / 1e9);
  }
}
