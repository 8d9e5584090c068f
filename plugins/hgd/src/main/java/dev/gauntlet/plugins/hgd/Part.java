package dev.gauntlet.plugins.hgd;

import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The files of one denoiser and its target in a checkpoint.
 *
 * @param prefix of their names, for a checkpoint with several; empty for the only one
 */
record Part(String prefix) {
  static final Part ONLY = new Part("");
  static final Part FIRST = new Part("1-");
  static final Part SECOND = new Part("2-");

  /** The denoiser's weights. */
  String weights() {
    return prefix + CheckpointReader.WEIGHTS;
  }

  /** Which network the denoiser is. */
  String denoiser() {
    return prefix + Denoising.FILE;
  }

  /** The target's weights. */
  String target() {
    return prefix + "target.npz";
  }

  /** Copies the denoiser of a checkpoint that has only one. */
  void takeDenoiser(CheckpointReader from, CheckpointWriter to) {
    copy(from, ONLY.weights(), to, weights());
    copy(from, ONLY.denoiser(), to, denoiser());
  }

  /** Copies the target from a checkpoint that has only one. */
  void takeTarget(CheckpointReader from, CheckpointWriter to) {
    copy(from, ONLY.target(), to, target());
  }

  /** Copies a classifier: it becomes the target. */
  void takeClassifier(CheckpointReader from, CheckpointWriter to) {
    copy(from, CheckpointReader.WEIGHTS, to, target());
  }

  /** Notes the cost of a checkpoint that is only put together. */
  static void noteNoTraining(CheckpointWriter checkpoint) {
    checkpoint.note("forwardPassesPerImage", 0);
    checkpoint.note("backwardPassesPerImage", 0);
  }

  private static void copy(CheckpointReader from, String file, CheckpointWriter to, String name) {
    try (InputStream in = from.open(file);
        OutputStream out = to.create(name)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw new CheckpointException(
          from.origin() + ": cannot copy " + file + ": " + e.getMessage(), e);
    }
  }
}
