package dev.gauntlet.plugins.autoattack;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import java.util.List;
import java.util.Set;
import org.pf4j.Extension;

/** Square Attack: random search with scores alone. */
@Extension
public final class Square implements Attack {
  private static final String QUERIES = "queries";
  private static final String P_INIT = "p_init";
  private static final String SCHEDULE = "schedule";
  private static final String RESCALED = "rescaled";
  private static final String STANDARD = "standard";

  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "square",
        "Square",
        "Random search over squares of the largest change; needs scores only, and tells whether gradients that lead nowhere are the defense's only strength.",
        new Citation(
            "Andriushchenko, Croce, Flammarion, Hein: Square Attack: a query-efficient black-box adversarial attack via random search. ECCV 2020",
            "https://arxiv.org/abs/1912.00049"),
        Knowledge.SCORES,
        Set.of(Norm.LINF, Norm.L2),
        Set.of(Goal.UNTARGETED, Goal.TARGETED),
        List.of(
            Parameter.integer(
                QUERIES,
                5000,
                1,
                10_000_000,
                "the most questions about one image; its quota may allow fewer"),
            Parameter.number(
                P_INIT, 0.8, 0.0001, 1, "share p_init of the image that the first squares cover"),
            Parameter.choice(
                SCHEDULE,
                List.of(RESCALED, STANDARD),
                "the paper's numbers of changes for 10,000 questions at which squares are halved: rescaled to the questions the image has, or the standard of AutoAttack, as they are")),
        List.of());
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    Parameters parameters = context.parameters();
    boolean rescaled = parameters.text(SCHEDULE).equals(RESCALED);
    SquareSchedule schedule = new SquareSchedule(parameters.number(P_INIT), rescaled);
    SquareSearch search = new SquareSearch(parameters.integer(QUERIES), schedule);
    return search.run(context, images, labels);
  }
}
