package dev.gauntlet.plugins.hgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.Layers;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TestTrainingContext;
import dev.gauntlet.testkit.TinyImages;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the denoisers do beyond the contract that one of them is held to. */
class DenoisersTest {
  private static final int EPOCHS = 3;

  @OnEachEngine
  void lossesFallAndTheEpochOfTheLowestIsKept(NDManager manager) {
    for (GuidedDenoiser defense :
        List.of(
            new PixelAutoEncoder(), new PixelGuided(), new FeatureGuided(), new LabelGuided())) {
      MemoryCheckpoint checkpoint = train(defense, manager).checkpoint();
      List<Double> losses = curve(checkpoint, "heldOutLoss");

      assertThat(curve(checkpoint, "loss").get(EPOCHS - 1))
          .as(defense.descriptor().id())
          .isLessThan(curve(checkpoint, "loss").get(0));
      double lowest = losses.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
      assertThat(losses.get((int) checkpoint.notes().get("epochKept") - 1)).isEqualTo(lowest);
    }
  }

  @OnEachEngine
  void theTargetStaysAsItWas(NDManager manager) throws IOException {
    TestTrainingContext context = train(new LogitsGuided(), manager);

    assertThat(arrays(context.checkpoint(), "target.npz", manager))
        .usingRecursiveComparison()
        .isEqualTo(arrays(context.checkpoint("target"), CheckpointReader.WEIGHTS, manager));
  }

  // D at strength 2 is x + 2(D(x) − x); the images behind it are what the target's layers see.
  @OnEachEngine
  void doublingTakesAwayTwiceTheNoise(NDManager manager) {
    MemoryCheckpoint trained = train(new PixelGuided(), manager).checkpoint();
    ModelContext model = TestTrainingContext.model(manager, "d1", 1);
    NDArray images = new TinyImages(4, 3).all(manager).images();
    try (DefendedModel once = new PixelGuided().restore(trained, model);
        DefendedModel twice = new PixelGuidedTwice().restore(trained, model)) {
      NDArray denoised = denoised(once, images);
      NDArray expected = denoised.mul(2).sub(images);

      assertThat(denoised.toFloatArray()).isNotEqualTo(images.toFloatArray());
      assertThat(denoised(twice, images).toFloatArray())
          .containsExactly(expected.toFloatArray(), within(1e-5f));
    }
  }

  @OnEachEngine
  void anObliviousAttackerSeesTheTargetAloneAndAWhiteBoxOneBoth(NDManager manager) {
    MemoryCheckpoint trained = train(new LogitsGuided(), manager).checkpoint();
    ModelContext model = TestTrainingContext.model(manager, "d1", 1);
    NDArray images = new TinyImages(4, 3).all(manager).images();
    try (DefendedModel defended = new LogitsGuided().restore(trained, model)) {
      Layers layers = defended.layers().orElseThrow();
      List<NDArray> behind = layers.activations(images);
      List<NDArray> bare = layers.unprotected(images);

      assertThat(layers.names()).hasSameSizeAs(behind).startsWith("image").endsWith("logits");
      assertThat(bare.get(0).toFloatArray()).containsExactly(images.toFloatArray());
      assertThat(defended.protectedModel().orElseThrow().logits(images).toFloatArray())
          .containsExactly(last(bare).toFloatArray(), within(1e-5f))
          .isNotEqualTo(last(behind).toFloatArray());
      assertThat(defended.differentiable().orElseThrow().logits(images).toFloatArray())
          .containsExactly(last(behind).toFloatArray(), within(1e-5f));
    }
  }

  @OnEachEngine
  void aTransferredDenoiserIsTheSameBeforeAnotherTarget(NDManager manager) throws IOException {
    TestTrainingContext context = train(new TransferredDenoiser(), manager);

    assertThat(arrays(context.checkpoint(), CheckpointReader.WEIGHTS, manager))
        .usingRecursiveComparison()
        .isEqualTo(arrays(context.checkpoint("denoiser"), CheckpointReader.WEIGHTS, manager));
    assertThat(arrays(context.checkpoint(), "target.npz", manager))
        .usingRecursiveComparison()
        .isNotEqualTo(arrays(context.checkpoint("denoiser"), "target.npz", manager));
    new TransferredDenoiser()
        .restore(context.checkpoint(), TestTrainingContext.model(manager, "d1", 1))
        .close();
  }

  private static TestTrainingContext train(Defense defense, NDManager manager) {
    Map<String, Object> given = new HashMap<>();
    if (defense instanceof GuidedDenoiser) {
      given.putAll(Companions.QUICK);
      given.put("epochs", EPOCHS);
    }
    TestTrainingContext context =
        TestTrainingContext.of(
                TestTrainingContext.model(manager, "d1", 1),
                Parameters.of(defense.descriptor().parameters(), given))
            .needing(defense.descriptor().checkpoints(), Companions.all());
    defense.train(context);
    return context;
  }

  private static List<Double> curve(MemoryCheckpoint checkpoint, String key) {
    return ((List<?>) checkpoint.notes().get("curve"))
        .stream().map(epoch -> ((Number) ((Map<?, ?>) epoch).get(key)).doubleValue()).toList();
  }

  private static NDArray denoised(DefendedModel model, NDArray images) {
    return model.layers().orElseThrow().activations(images).get(0);
  }

  private static NDArray last(List<NDArray> arrays) {
    return arrays.get(arrays.size() - 1);
  }

  private static List<float[]> arrays(CheckpointReader checkpoint, String file, NDManager manager)
      throws IOException {
    try (InputStream in = checkpoint.open(file);
        NDList arrays = NDList.decode(manager, in)) {
      return arrays.stream().map(NDArray::toFloatArray).toList();
    }
  }
}
