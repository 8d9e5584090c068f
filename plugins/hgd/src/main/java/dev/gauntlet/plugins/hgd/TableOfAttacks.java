package dev.gauntlet.plugins.hgd;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.api.Norm;
import dev.gauntlet.toolkit.attacks.SteepestAscent;
import dev.gauntlet.toolkit.gradient.Ensemble;
import dev.gauntlet.toolkit.gradient.Network;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The attacks that denoisers learn from (HGD paper, table 1): FGSM on each model and on all of them
 * together, IFGSM with 2, 4 and 8 steps on all of them, each with a radius of 1 to 16 levels.
 */
final class TableOfAttacks {
  /** The paper's radii are 1/255 to 16/255. */
  static final int LEVELS = 16;

  /**
   * One way to perturb an image.
   *
   * @param attack which of the table's
   * @param level the radius, from 1 to {@link #LEVELS}
   */
  record Row(int attack, int level) {}

  private record Attack(Differentiable source, int steps) {}

  private final List<Attack> attacks = new ArrayList<>();
  private final double epsilon;
  private final int classes;

  /**
   * A table.
   *
   * @param models what is attacked; the caller closes them
   * @param epsilon the radius of the highest level, in [0, 1] pixel units
   */
  TableOfAttacks(List<Network> models, double epsilon, int classes) {
    models.forEach(model -> attacks.add(new Attack(model, 1)));
    Differentiable together = Ensemble.of(List.copyOf(models));
    for (int steps : new int[] {1, 2, 4, 8}) {
      attacks.add(new Attack(together, steps));
    }
    this.epsilon = epsilon;
    this.classes = classes;
  }

  /** Any attack and any level, each as likely as another. */
  Row draw(SplittableRandom random) {
    return new Row(random.nextInt(attacks.size()), 1 + random.nextInt(LEVELS));
  }

  /** The radius of a row, in [0, 1] pixel units. */
  double radius(Row row) {
    return epsilon * row.level() / LEVELS;
  }

  /**
   * Perturbs images, away from the classes that the source predicts for them: the true ones would
   * leak into the training (section 2.1).
   *
   * @param images (B,C,H,W), in [0, 1]
   * @return likewise, in the same manager
   */
  NDArray perturb(Row row, NDArray images) {
    Attack attack = attacks.get(row.attack());
    double radius = radius(row);
    // Its gradient points where that of the cross-entropy does, and stays where the model is sure.
    LogitLoss loss = Losses.logOdds(attack.source().logits(images).argMax(1), classes);
    return new SteepestAscent(attack.steps(), radius / attack.steps())
        .climb(attack.source(), loss, Ball.around(images, new Budget(Norm.LINF, radius)), images);
  }
}
