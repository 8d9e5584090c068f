package dev.gauntlet.plugins.hgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.testkit.Companion;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.testkit.TinyModels;
import dev.gauntlet.toolkit.denoisers.Denoiser;
import dev.gauntlet.toolkit.gradient.Network;
import java.util.List;
import java.util.stream.Stream;

class DenoiserEnsembleTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new DenoiserEnsemble();
  }

  @Override
  protected List<Companion> companions() {
    return Companions.all();
  }

  @OnEachEngine
  void combinationsAreThoseOfTheTable(NDManager manager) {
    ModelContext context = TestTrainingContext.model(manager, "d1", 1);
    try (Network one = denoiser(context, Denoiser.DUNET, 1);
        Network two = denoiser(context, Denoiser.DAE, 2);
        Network v = TinyModels.convolutional(manager);
        Network e = TinyModels.linear(manager)) {
      NDArray images = new TinyImages(3, 1).all(manager).images();
      NDArray first = one.logits(images);
      NDArray second = two.logits(images);
      NDArray both = first.add(second).div(2);

      assertLogits(Combination.NONE, one, two, v, e, v.logits(images), e.logits(images));
      assertLogits(Combination.FIRST, one, two, v, e, v.logits(first), e.logits(first));
      assertLogits(
          Combination.ALL,
          one,
          two,
          v,
          e,
          v.logits(first),
          e.logits(first),
          v.logits(second),
          e.logits(second));
      assertLogits(Combination.MEAN, one, two, v, e, v.logits(both), e.logits(both));
      assertLogits(Combination.OWN, one, two, v, e, v.logits(first), e.logits(second));
    }
  }

  private static void assertLogits(
      Combination combination,
      Network one,
      Network two,
      Network v,
      Network e,
      NDArray... expected) {
    NDManager manager = expected[0].getManager();
    ModelContext context = TestTrainingContext.model(manager, "d1", 1);
    NDArray mean = Stream.of(expected).reduce(NDArray::add).orElseThrow().div(expected.length);

    NDArray logits =
        combination
            .of(List.of(one, two), List.of(v, e), context)
            .logits(new TinyImages(3, 1).all(manager).images());

    assertThat(logits.toFloatArray())
        .as("%s", combination)
        .containsExactly(mean.toFloatArray(), within(1e-4f));
  }

  private static Network denoiser(ModelContext context, Denoiser kind, long seed) {
    return new Network(
        context.manager(),
        kind.block(context.imageShape(), List.of(2, 3)),
        context.imageShape(),
        seed);
  }
}
