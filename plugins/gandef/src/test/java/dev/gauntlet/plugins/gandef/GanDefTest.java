package dev.gauntlet.plugins.gandef;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.plugins.adversarialtraining.MixPgd;
import dev.gauntlet.testkit.DefenseContract;
import dev.gauntlet.testkit.MemoryCheckpoint;
import dev.gauntlet.testkit.OnEachEngine;
import dev.gauntlet.testkit.TinyImages;
import dev.gauntlet.toolkit.discriminators.Discriminator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class GanDefTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new GanDef();
  }

  @Override
  protected Map<String, Object> parameters() {
    return Trainings.QUICK;
  }

  @OnEachEngine
  void penalizesWhatIsSeenInAttackedLogits(NDManager manager) {
    assertThat(Trainings.firstLoss(manager, defense(), 2))
        .isCloseTo(Trainings.firstLossByHand(manager, 2, 0, 1), within(1e-4));
  }

  // An image costs two passes of the attack and two of the game, clean and attacked; the logits
  // that
  // the discriminator trains on go forward once more.
  @OnEachEngine
  void trainsBothNetworksAndAnswersWithOne(NDManager manager) {
    MemoryCheckpoint checkpoint = Trainings.run(manager, defense(), parameters());

    List<Double> losses = Trainings.curve(checkpoint, "loss");
    assertThat(losses.get(4)).isLessThan(losses.get(0) - 0.3);
    assertThat(Trainings.curve(checkpoint, "discriminatorAccuracy"))
        .allSatisfy(accuracy -> assertThat(accuracy).isBetween(0.0, 1.0));
    assertThat(checkpoint.notes())
        .containsEntry("forwardPassesPerImage", 2 + 2 + 2.0)
        .containsEntry("backwardPassesPerImage", 2 + 2.0);
    assertThat(checkpoint.files()).containsExactly("weights.npz", "discriminator.npz");
    Discriminator.restore(checkpoint, Trainings.model(manager)).close();
    try (DefendedModel model = defense().restore(checkpoint, Trainings.model(manager))) {
      assertThat(model.detector()).as("a detector, though nothing is rejected").isEmpty();
    }
  }

  @OnEachEngine
  void withoutGammaIsMixPgd(NDManager manager) {
    Map<String, Object> gandef = new HashMap<>(parameters());
    gandef.put("gamma", 0);
    Map<String, Object> mixPgd = new HashMap<>(parameters());
    mixPgd.keySet().removeAll(List.of("gamma", "discriminator_rate"));

    MemoryCheckpoint game = Trainings.run(manager, defense(), gandef);
    MemoryCheckpoint plain = Trainings.run(manager, new MixPgd(), mixPgd);

    NDArray images = new TinyImages(30, 3).all(manager).images();
    try (DefendedModel ours = defense().restore(game, Trainings.model(manager));
        DefendedModel theirs = new MixPgd().restore(plain, Trainings.model(manager));
        Prediction actual = ours.predict(images);
        Prediction expected = theirs.predict(images)) {
      assertThat(actual.logits().orElseThrow().toFloatArray())
          .containsExactly(expected.logits().orElseThrow().toFloatArray(), within(1e-5f));
    }
    assertThat(Trainings.curve(game, "loss")).isEqualTo(Trainings.curve(plain, "loss"));
  }
}
