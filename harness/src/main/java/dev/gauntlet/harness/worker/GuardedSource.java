package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;

/**
 * A source that tells its own failures from those of the attack that asks it, and sees copies of
 * its images: without this, a defense could throw in its gradients and blame the attack, or change
 * the images that the attack goes on from.
 */
final class GuardedSource implements Differentiable {
  private final Differentiable source;
  private final Shape imageShape;

  GuardedSource(Differentiable source, Shape imageShape) {
    this.source = source;
    this.imageShape = imageShape;
  }

  @Override
  public NDArray logits(NDArray images) {
    checkQuestion(images);
    try (NDArray shown = images.duplicate()) {
      return source.logits(shown);
    } catch (RuntimeException | LinkageError e) {
      throw new SourceException(e);
    }
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    checkQuestion(images);
    WatchedLoss watched = new WatchedLoss(loss);
    try (NDArray shown = images.duplicate()) {
      return source.inputGradient(shown, watched);
    } catch (RuntimeException | LinkageError e) {
      if (watched.threw) {
        throw e;
      }
      throw new SourceException(e);
    }
  }

  private void checkQuestion(NDArray images) {
    Shape shape = images.getShape();
    if (shape.dimension() != 4
        || !shape.slice(1).equals(imageShape)
        || images.getDataType() != DataType.FLOAT32) {
      throw new GauntletException(
          "the attack asked its source about %s %s, expected (N,%s) float32"
              .formatted(
                  shape, images.getDataType(), imageShape.toString().replaceAll("[()]", "")));
    }
  }

  private static final class WatchedLoss implements LogitLoss {
    private final LogitLoss loss;
    private boolean threw;

    WatchedLoss(LogitLoss loss) {
      this.loss = loss;
    }

    @Override
    public NDArray of(NDArray logits) {
      boolean done = false;
      try {
        NDArray value = loss.of(logits);
        done = true;
        return value;
      } finally {
        threw |= !done;
      }
    }
  }
}
