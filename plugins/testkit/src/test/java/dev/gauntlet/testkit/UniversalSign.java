package dev.gauntlet.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.AttackTrainingContext;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.attacks.InScope;
import dev.gauntlet.toolkit.losses.Losses;
import dev.gauntlet.toolkit.projections.Ball;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.pf4j.Extension;

/** A trained attack: the sign of the mean gradient over the training images, for every image. */
@Extension
public final class UniversalSign implements TrainableAttack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "universal-sign",
        "Universal sign",
        "One perturbation for all images.",
        Citation.of("The testkit's own tests"),
        Knowledge.NONE,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of());
  }

  @Override
  public void train(AttackTrainingContext context) {
    int[] all = IntStream.range(0, context.training().size()).toArray();
    try (NDManager scope = context.model().manager().newSubManager();
        OutputStream out = context.checkpoint().create(CheckpointReader.WEIGHTS)) {
      ImageBatch batch = context.training().batch(scope, all);
      NDArray gradient =
          context
              .source()
              .inputGradient(
                  batch.images(), Losses.crossEntropy(batch.labels(), context.model().classes()))
              .gradient();
      NDArray sign = gradient.mean(new int[] {0}, true).sign();
      new NDList(sign.mul(context.budget().epsilon())).encode(out, NDList.Encoding.NPZ);
    } catch (IOException e) {
      throw new CheckpointException("cannot write the perturbation", e);
    }
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    return InScope.run(
        images,
        clean -> {
          try (InputStream in = context.checkpoint(OWN_CHECKPOINT).open(CheckpointReader.WEIGHTS)) {
            NDArray perturbation = NDList.decode(clean.getManager(), in).get(0);
            return Ball.around(clean, context.budget()).project(clean.add(perturbation));
          } catch (IOException e) {
            throw new CheckpointException("cannot read the perturbation", e);
          }
        });
  }
}
