package dev.gauntlet.toolkit.discriminators;

import ai.djl.ndarray.NDArray;

/** Which logits a classifier must hide their source in: what γ weighs in its loss. */
public enum Penalty {
  /** E[−log q_D(s | z)] over clean and perturbed images (GanDef V1). */
  ALL {
    @Override
    NDArray of(NDArray onClean, NDArray onPerturbed) {
      return SourceLoss.ofBoth(onClean, onPerturbed);
    }
  },
  /** E[−log q_D(perturbed | z)] over perturbed images alone (GanDef V2, ZK-GanDef). */
  PERTURBED {
    @Override
    NDArray of(NDArray onClean, NDArray onPerturbed) {
      return SourceLoss.ofPerturbed(onPerturbed);
    }
  };

  /** The penalty of the discriminator's logits d for clean and for perturbed images, (N,1) each. */
  abstract NDArray of(NDArray onClean, NDArray onPerturbed);
}
