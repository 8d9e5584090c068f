package dev.gauntlet.harness.plan;

import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.store.Key;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.store.Spec;
import dev.gauntlet.harness.suite.Access;
import java.util.List;
import java.util.Map;

/**
 * A check whether a source's gradients are those of its function, on the first few images of the
 * plan.
 *
 * @param spec all that the finding depends on
 * @param checkpoint the source
 * @param access {@link Access#WHITE_BOX} for the whole defense, {@link Access#OBLIVIOUS} for the
 *     model behind its preprocessor
 * @param seed of a randomized defense's draws, and of the check's directions
 */
public record GradientTask(
    Spec spec, Checkpoint checkpoint, Access access, long seed, LabeledImages images)
    implements Task {
  private static final int IMAGES = 8;

  static GradientTask of(
      Checkpoint checkpoint, Access access, long seed, Slice slice, Environment environment) {
    LabeledImages images = slice.images().first(Math.min(IMAGES, slice.images().count()));
    Spec spec =
        Spec.of(
            Kind.GRADIENTS,
            Map.of(
                "source", checkpoint.key().hex(),
                "plugin", checkpoint.jar().sha256(),
                "access", access,
                "images", images.sha256(),
                "seed", seed,
                "environment", environment.properties()));
    return new GradientTask(spec, checkpoint, access, seed, images);
  }

  @Override
  public Key key() {
    return spec.key();
  }

  @Override
  public String title() {
    return "check gradients of "
        + checkpoint.model().title()
        + (access == Access.OBLIVIOUS ? " without its preprocessor" : "");
  }

  @Override
  public List<Task> after() {
    return TrainTask.trainings(List.of(checkpoint));
  }
}
