package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import java.util.ArrayList;
import java.util.List;

/** A model that notes the images whose logits it is asked for. */
final class Recorded implements Differentiable {
  private final Differentiable model;
  private final List<List<Float>> questions = new ArrayList<>();

  Recorded(Differentiable model) {
    this.model = model;
  }

  /** The pixels of each batch, in the order of the questions. */
  List<List<Float>> questions() {
    return questions;
  }

  @Override
  public NDArray logits(NDArray images) {
    List<Float> pixels = new ArrayList<>();
    for (float pixel : images.toFloatArray()) {
      pixels.add(pixel);
    }
    questions.add(pixels);
    return model.logits(images);
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    return model.inputGradient(images, loss);
  }
}
