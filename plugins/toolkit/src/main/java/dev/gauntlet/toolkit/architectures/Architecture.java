package dev.gauntlet.toolkit.architectures;

import ai.djl.nn.Block;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.Suggestion;
import java.util.Arrays;
import java.util.List;

/** The networks of the papers, by name. A new one is a constant here and a class beside it. */
public enum Architecture {
  /** Adversarial-networks paper, figure 3a: 84,000 parameters at 28×28. */
  D1("d1"),
  /** GanDef paper, table 3. */
  LENET("lenet"),
  /** GanDef paper, table 4: the all-convolutional network. */
  ALL_CNN("all-cnn"),
  /** e2SAD paper, table A.2; for images of at least 16×16. */
  E2_SVHN("e2-svhn"),
  /** Adversarial-networks paper, figure 3b: ResNet-20, with batch normalization. */
  D2("d2"),
  /** D2 with one residual block a stage instead of three: for training on one processor core. */
  D2_SHORT("d2-short");

  private final String id;

  Architecture(String id) {
    this.id = id;
  }

  /** The name used in suites, on the command line and in checkpoints. */
  public String id() {
    return id;
  }

  /**
   * Builds the network, not yet initialized.
   *
   * @param classes K
   * @return layers that map (N,C,H,W) in [0, 1] to logits (N,K)
   */
  public Block block(int classes) {
    return switch (this) {
      case D1 -> dev.gauntlet.toolkit.architectures.D1.block(classes);
      case LENET -> LeNet.block(classes);
      case ALL_CNN -> AllCnn.block(classes);
      case E2_SVHN -> E2Svhn.block(classes);
      case D2 -> dev.gauntlet.toolkit.architectures.D2.block(classes, 3);
      case D2_SHORT -> dev.gauntlet.toolkit.architectures.D2.block(classes, 1);
    };
  }

  /** All names. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(Architecture::id).toList();
  }

  /**
   * The architecture of a name.
   *
   * @throws GauntletException if there is none
   */
  public static Architecture named(String id) {
    return Arrays.stream(values())
        .filter(architecture -> architecture.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new GauntletException(
                    "unknown architecture '"
                        + id
                        + "'"
                        + Suggestion.nearest(id, ids())
                            .map(s -> "; did you mean '" + s + "'?")
                            .orElse("")
                        + " (known: "
                        + String.join(", ", ids())
                        + ")"));
  }
}
