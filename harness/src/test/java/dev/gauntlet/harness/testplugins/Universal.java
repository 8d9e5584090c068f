package dev.gauntlet.harness.testplugins;

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
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.TrainableAttack;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Trains one perturbation for all images: the sign of the source's mean gradient. */
public class Universal implements TrainableAttack {
  @Override
  public AttackDescriptor descriptor() {
    return new AttackDescriptor(
        "universal",
        "Universal",
        "Adds the same perturbation to every image.",
        Citation.of("Gauntlet's own tests"),
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        List.of(),
        List.of());
  }

  @Override
  public void train(AttackTrainingContext context) {
    try (NDManager manager = context.model().manager().newSubManager();
        ImageBatch batch = context.training().batch(manager, IntStream.range(0, 100).toArray());
        InputGradient at =
            context
                .source()
                .inputGradient(
                    batch.images(),
                    logits ->
                        logits
                            .mul(batch.labels().oneHot((int) logits.getShape().get(1)))
                            .sum(new int[] {1}));
        OutputStream out = context.checkpoint().create(CheckpointReader.WEIGHTS)) {
      NDArray step = at.gradient().mean(new int[] {0}).sign().mul(-context.budget().epsilon());
      new NDList(step).encode(out, NDList.Encoding.NPZ);
    } catch (IOException e) {
      throw new CheckpointException("cannot write", e);
    }
  }

  @Override
  public NDArray perturb(AttackContext context, NDArray images, NDArray labels) {
    try (InputStream in = context.checkpoint(OWN_CHECKPOINT).open(CheckpointReader.WEIGHTS)) {
      NDArray step = NDList.decode(images.getManager(), in).get(0);
      return images.add(step.expandDims(0)).clip(0f, 1f);
    } catch (IOException e) {
      throw new CheckpointException("cannot read", e);
    }
  }
}
