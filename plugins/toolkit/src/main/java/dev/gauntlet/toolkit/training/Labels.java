package dev.gauntlet.toolkit.training;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a training's cross-entropy asks of the network's probabilities. */
public enum Labels {
  /** Everything on the right class. */
  HARD,

  /** 0.75 on the right class, the rest spread evenly (e2SAD, sections 3.2.4 and 3.3.1). */
  SOFT;

  private static final String NAME = "labels";
  private static final double ON_TRUE = 0.75;

  /** The parameter that {@link #of} reads; hard labels are the default. */
  public static Parameter parameter() {
    List<String> choices =
        Arrays.stream(values()).map(value -> value.name().toLowerCase(Locale.ROOT)).toList();
    return Parameter.choice(
        NAME,
        choices,
        "target of the cross-entropy: all on the right class, or 0.75 there and the rest spread evenly");
  }

  /** The labels a training's parameters ask for. */
  public static Labels of(Parameters parameters) {
    return valueOf(parameters.text(NAME).toUpperCase(Locale.ROOT));
  }

  /**
   * The loss that the training descends.
   *
   * @param labels (N), int64
   * @param classes K
   */
  public LogitLoss crossEntropy(NDArray labels, int classes) {
    return this == HARD
        ? Losses.crossEntropy(labels, classes)
        : Losses.crossEntropy(Losses.smoothed(labels, classes, ON_TRUE));
  }

  /**
   * The loss that an example of the training climbs. It rises in the direction of {@link
   * #crossEntropy}, whose own gradient float32 loses for hard labels where the network is sure.
   *
   * @param labels (N), int64
   * @param classes K
   */
  public LogitLoss ascent(NDArray labels, int classes) {
    return this == HARD ? Losses.logOdds(labels, classes) : crossEntropy(labels, classes);
  }
}
