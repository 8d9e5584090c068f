package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Prediction;

/** A model that is asked for answers, and for nothing else. */
interface Answerer {
  /** Logits, (N,K). */
  NDArray scores(NDArray images);

  /** Labels, (N), int64. */
  NDArray decisions(NDArray images);

  /** A model in this process. */
  static Answerer of(DefendedModel model) {
    return new Answerer() {
      @Override
      public NDArray scores(NDArray images) {
        try (Prediction prediction = model.predict(images)) {
          NDArray logits =
              prediction
                  .logits()
                  .orElseThrow(() -> new InapplicableException("the defense gives no scores"));
          return logits.duplicate();
        }
      }

      @Override
      public NDArray decisions(NDArray images) {
        try (Prediction prediction = model.predict(images)) {
          return prediction.labels().duplicate();
        }
      }
    };
  }
}
