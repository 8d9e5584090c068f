package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Detector;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Layers;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.CompareLayers;
import dev.gauntlet.harness.worker.message.Detect;
import dev.gauntlet.harness.worker.message.Detected;
import dev.gauntlet.harness.worker.message.LayersCompared;
import dev.gauntlet.harness.worker.message.Score;
import dev.gauntlet.harness.worker.message.Scored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks at what a defense makes of images, beyond its answers. */
final class Examiner {
  private final NDManager engine;
  private final Models models;

  Examiner(NDManager engine, Models models) {
    this.engine = engine;
    this.models = models;
  }

  /** The logits of the whole defense. */
  Scored score(Score request) throws IOException {
    DefendedModel model = models.get(request.model());
    try (NDManager scope = engine.newSubManager()) {
      NDArray images = Npz.read(scope, Path.of(request.input())).get("images");
      Optional<Differentiable> differentiable = model.differentiable();
      NDArray logits =
          differentiable
              .map(view -> view.logits(images))
              .or(() -> model.predict(images).logits())
              .orElseThrow(
                  () ->
                      new InapplicableException(
                          "'" + request.model().method() + "' gives no logits"));
      int classes = request.model().classes();
      check("logits", logits, new Shape(images.getShape().get(0), classes));
      double[] values = doubles(logits);
      return new Scored(
          IntStream.range(0, values.length / classes)
              .mapToObj(i -> list(Arrays.copyOfRange(values, i * classes, (i + 1) * classes)))
              .toList());
    }
  }

  /** The detector's scores, beside the classifier's labels. */
  Detected detect(Detect request) throws IOException {
    DefendedModel model = models.get(request.model());
    Detector detector =
        model
            .detector()
            .orElseThrow(
                () ->
                    new InapplicableException(
                        "'" + request.model().method() + "' has no detector: it rejects nothing"));
    try (NDManager scope = engine.newSubManager()) {
      NDArray images = Npz.read(scope, Path.of(request.input())).get("images");
      NDArray scores = detector.scores(images);
      check("detector's scores", scores, new Shape(images.getShape().get(0)));
      Prediction prediction = model.predict(images);
      List<Integer> labels = new ArrayList<>();
      for (long label : prediction.labels().toLongArray()) {
        labels.add(Math.toIntExact(label));
      }
      return new Detected(labels, list(doubles(scores)), detector.threshold());
    }
  }

  /** The layers' distances, so that what the layers hold need not leave the worker. */
  LayersCompared compare(CompareLayers request) throws IOException {
    Layers layers =
        models
            .get(request.model())
            .layers()
            .orElseThrow(
                () ->
                    new InapplicableException(
                        "'" + request.model().method() + "' does not show its layers"));
    try (NDManager scope = engine.newSubManager()) {
      NDList input = Npz.read(scope, Path.of(request.input()));
      List<NDArray> clean = layers.unprotected(input.get("clean"));
      NDArray images = input.get("images");
      List<NDArray> moved =
          request.throughDefense() ? layers.activations(images) : layers.unprotected(images);
      List<String> names = layers.names();
      if (clean.size() != names.size() || moved.size() != names.size()) {
        throw new GauntletException(
            String.format(
                Locale.ROOT,
                "the defense names %d layers and shows %d and %d",
                names.size(),
                clean.size(),
                moved.size()));
      }
      List<List<Double>> norms = new ArrayList<>();
      List<List<Double>> distances = new ArrayList<>();
      for (int layer = 0; layer < names.size(); layer++) {
        check("layer '" + names.get(layer) + "'", moved.get(layer), clean.get(layer).getShape());
        norms.add(lengths(clean.get(layer)));
        distances.add(lengths(moved.get(layer).sub(clean.get(layer))));
      }
      return new LayersCompared(names, norms, distances);
    }
  }

  private static List<Double> lengths(NDArray rows) {
    long count = rows.getShape().get(0);
    NDArray squares = rows.reshape(new Shape(count, -1)).square().sum(new int[] {1});
    return list(doubles(squares.sqrt()));
  }

  private static void check(String what, NDArray array, Shape expected) {
    if (!array.getShape().equals(expected) || array.getDataType() != DataType.FLOAT32) {
      throw new GauntletException(
          "the defense's %s are %s %s, expected %s float32"
              .formatted(what, array.getShape(), array.getDataType(), expected));
    }
  }

  private static double[] doubles(NDArray array) {
    float[] values = array.toFloatArray();
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
