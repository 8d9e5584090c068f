package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.Classified;
import dev.gauntlet.harness.worker.message.Classify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lets a defense classify a batch. */
final class Classifications {
  private final NDManager engine;
  private final Models models;

  Classifications(NDManager engine, Models models) {
    this.engine = engine;
    this.models = models;
  }

  Classified classify(Classify request) throws IOException {
    DefendedModel model = models.get(request.model());
    try (NDManager scope = engine.newSubManager()) {
      NDArray images = Npz.read(scope, Path.of(request.input())).get("images");
      long count = images.getShape().get(0);
      Prediction prediction = model.predict(images);
      check("labels", prediction.labels(), DataType.INT64, count);
      check("rejected", prediction.rejected(), DataType.BOOLEAN, count);
      List<Integer> labels = new ArrayList<>();
      for (long label : prediction.labels().toLongArray()) {
        labels.add(Math.toIntExact(label));
      }
      List<Boolean> rejected = new ArrayList<>();
      for (boolean reject : prediction.rejected().toBooleanArray()) {
        rejected.add(reject);
      }
      if (request.logits().isPresent()) {
        NDArray logits =
            prediction
                .logits()
                .orElseThrow(() -> new InapplicableException("the defense gives no scores"));
        Npz.write(Path.of(request.logits().get()), Npz.copy("logits", logits));
      }
      return new Classified(labels, rejected);
    }
  }

  private static void check(String what, NDArray array, DataType type, long count) {
    if (!array.getShape().equals(new Shape(count)) || array.getDataType() != type) {
      throw new GauntletException(
          String.format(
              Locale.ROOT,
              "the defense's %s are %s %s, expected (%d) %s",
              what,
              array.getShape(),
              array.getDataType(),
              count,
              type));
    }
  }
}
