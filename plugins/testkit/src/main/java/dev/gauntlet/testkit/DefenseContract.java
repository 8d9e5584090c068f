package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.Defense;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.toolkit.losses.Losses;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every {@link Defense} must do, tested on {@link TinyImages} on every engine of the class
 * path. Extend it, name the defense, and give it parameters that train in a second or two:
 *
 * <pre>{@code
 * class MyDefenseTest extends DefenseContract {
 *   @Override
 *   protected Defense defense() {
 *     return new MyDefense();
 *   }
 *
 *   @Override
 *   protected Map<String, Object> parameters() {
 *     return Map.of("epochs", 5, "batch_size", 16, "learning_rate", 0.01);
 *   }
 * }
 * }</pre>
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class DefenseContract {
  private static final long SEED = 1;

  /** Two of three training images right is far from the one of three that guessing gives. */
  private static final double LEARNED = 0.66;

  /** What float32 differences of honest gradients stay below. */
  private static final double GRADIENT_ERROR = 0.03;

  private final Map<String, MemoryCheckpoint> trained = new HashMap<>();
  private final Map<String, Map<String, TrainedNeed>> needs = new HashMap<>();

  /** The defense under test. */
  protected abstract Defense defense();

  /** Parameters that make the training quick; the defaults themselves if empty. */
  protected Map<String, Object> parameters() {
    return Map.of();
  }

  /** The architecture to train for 8×8 images; the default one unless it is too deep for them. */
  protected String architecture() {
    return defense().descriptor().architectures().get(0);
  }

  /**
   * The defenses and preparations whose checkpoints the descriptor asks for, and those that they
   * ask for in turn.
   */
  protected List<Companion> companions() {
    return List.of();
  }

  @Test
  void isFoundByThePluginLoader() throws IOException {
    ExtensionRules.check(defense().getClass());
  }

  @Test
  void describesItselfTheSameWayEveryTime() {
    DefenseDescriptor descriptor = defense().descriptor();

    assertThat(defense().descriptor()).isEqualTo(descriptor);
    assertThat(descriptor.title()).isNotBlank();
    assertThat(descriptor.description()).isNotBlank();
    assertThat(descriptor.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    Parameters.of(descriptor.parameters(), parameters());
  }

  @OnEachEngine
  void learnsItsTrainingImages(NDManager manager) {
    ImageBatch batch = new TinyImages(96, 1).all(manager);
    try (DefendedModel model = restore(manager);
        Prediction prediction = model.predict(batch.images())) {
      long[] predicted = prediction.labels().toLongArray();
      long[] labels = batch.labels().toLongArray();
      int correct = 0;
      for (int i = 0; i < labels.length; i++) {
        correct += predicted[i] == labels[i] ? 1 : 0;
      }
      assertThat(correct / (double) labels.length).as("accuracy").isGreaterThan(LEARNED);
    }
  }

  @OnEachEngine
  void sameSeedGivesTheSameModel(NDManager manager) {
    NDArray images = images(manager);
    MemoryCheckpoint again = train(manager);

    try (DefendedModel first = restore(manager);
        DefendedModel second = restore(manager, again)) {
      assertAnswersAlike(first, second, images, 1e-6f);
    }
  }

  @OnEachEngine
  void restoresTheSameModelEveryTime(NDManager manager) {
    NDArray images = images(manager);

    try (DefendedModel first = restore(manager);
        DefendedModel second = restore(manager)) {
      assertAnswersAlike(first, second, images, 0);
    }
  }

  @OnEachEngine
  void restoresOnEveryOtherEngine(NDManager manager) {
    MemoryCheckpoint checkpoint = trained(manager);
    for (String engine : Engines.names()) {
      try (NDManager elsewhere = Engines.manager(engine);
          DefendedModel here = restore(manager, checkpoint);
          DefendedModel there = restore(elsewhere, checkpoint)) {
        if (!defense().descriptor().randomized()) {
          try (Prediction expected = here.predict(images(manager));
              Prediction actual = there.predict(images(elsewhere))) {
            assertEqual(actual, expected, 1e-3f);
          }
        }
      }
    }
  }

  @OnEachEngine
  void answersForEveryImage(NDManager manager) {
    NDArray images = images(manager);
    float[] before = images.toFloatArray();
    int count = before.length / (int) TinyImages.SHAPE.size();
    try (DefendedModel model = restore(manager);
        Prediction prediction = model.predict(images)) {
      assertThat(prediction.labels().getShape()).isEqualTo(new Shape(count));
      assertThat(prediction.labels().getDataType()).isEqualTo(DataType.INT64);
      for (long label : prediction.labels().toLongArray()) {
        assertThat(label).isBetween(0L, TinyImages.CLASSES - 1L);
      }
      assertThat(prediction.rejected().getShape()).isEqualTo(new Shape(count));
      boolean[] rejected = prediction.rejected().toBooleanArray();
      if (!defense().descriptor().rejects()) {
        assertThat(rejected).as("rejections, which the descriptor rules out").containsOnly(false);
      }
      if (prediction.logits().isPresent()) {
        NDArray logits = prediction.logits().orElseThrow();
        assertThat(logits.getShape()).isEqualTo(new Shape(count, TinyImages.CLASSES));
        for (float logit : logits.toFloatArray()) {
          assertThat(logit).as("a logit").isFinite();
        }
      }
      assertThat(prediction.labels().getManager()).isSameAs(images.getManager());
    }
    assertThat(images.toFloatArray()).as("the images, left unchanged").containsExactly(before);
  }

  @OnEachEngine
  void answersTheSameAloneAndInABatch(NDManager manager) {
    if (!defense().descriptor().randomized()) {
      NDArray images = images(manager);
      try (DefendedModel model = restore(manager);
          Prediction together = model.predict(images)) {
        for (int i = 0; i < together.labels().size(); i++) {
          try (Prediction alone = model.predict(images.get(i + ":" + (i + 1)))) {
            assertThat(alone.labels().getLong(0))
                .as("label of image %d alone", i)
                .isEqualTo(together.labels().getLong(i));
          }
        }
      }
    }
  }

  // A white-box view that is not what predicts, or whose gradient is not its own, makes a weak
  // defense look strong.
  @OnEachEngine
  void showsAWhiteBoxAttackerWhatItAnswersWith(NDManager manager) {
    NDArray images = images(manager);
    try (DefendedModel model = restore(manager);
        Prediction prediction = model.predict(images)) {
      if (model.differentiable().isPresent() && !defense().descriptor().randomized()) {
        Differentiable view = model.differentiable().orElseThrow();

        NDArray logits = view.logits(images);

        assertThat(logits.argMax(1).toLongArray())
            .as("labels of the differentiable view, against those of predict")
            .containsExactly(prediction.labels().toLongArray());
        assertThat(gradientError(view, manager))
            .as("disagreement of its gradients with finite differences")
            .isLessThan(GRADIENT_ERROR);
      }
    }
  }

  @OnEachEngine
  void showsAnObliviousAttackerHonestGradients(NDManager manager) {
    try (DefendedModel model = restore(manager)) {
      if (model.protectedModel().isPresent()) {
        assertThat(gradientError(model.protectedModel().orElseThrow(), manager))
            .as("disagreement of its gradients with finite differences")
            .isLessThan(GRADIENT_ERROR);
      }
    }
  }

  @OnEachEngine
  void notesWhatItsTrainingCost(NDManager manager) {
    MemoryCheckpoint checkpoint = trained(manager);

    assertThat(checkpoint.files()).as("files of the checkpoint").isNotEmpty();
    for (String key : List.of("forwardPassesPerImage", "backwardPassesPerImage")) {
      assertThat(checkpoint.notes().get(key)).as("the note '%s'", key).isInstanceOf(Number.class);
    }
    checkpoint.notes().forEach(DefenseContract::assertPlain);
  }

  @OnEachEngine
  void leavesNothingOpen(NDManager manager) {
    train(manager);
    assertThat(OpenArrays.in(manager)).as("native arrays left open by the training").isZero();

    NDArray images = images(manager);
    try (DefendedModel model = restore(manager)) {
      model.predict(images).close();
      int before = OpenArrays.in(manager);
      model.predict(images).close();
      assertThat(OpenArrays.in(manager))
          .as("native arrays left open by a prediction")
          .isEqualTo(before);
    }
    assertThat(OpenArrays.in(manager)).as("native arrays left open by the model").isOne();
  }

  private MemoryCheckpoint trained(NDManager manager) {
    return trained.computeIfAbsent(manager.getEngine().getEngineName(), engine -> train(manager));
  }

  private MemoryCheckpoint train(NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      DefenseDescriptor descriptor = defense().descriptor();
      TestTrainingContext context =
          TestTrainingContext.of(
                  TestTrainingContext.model(scope, architecture(), SEED),
                  Parameters.of(descriptor.parameters(), parameters()))
              .withNeeds(needs(manager));
      defense().train(context);
      return context.checkpoint();
    }
  }

  private Map<String, TrainedNeed> needs(NDManager manager) {
    return needs.computeIfAbsent(
        manager.getEngine().getEngineName(),
        engine ->
            Companion.train(defense().descriptor().checkpoints(), companions(), manager, SEED));
  }

  private DefendedModel restore(NDManager manager) {
    return restore(manager, trained(manager));
  }

  private DefendedModel restore(NDManager manager, MemoryCheckpoint checkpoint) {
    return defense().restore(checkpoint, TestTrainingContext.model(manager, architecture(), SEED));
  }

  private static NDArray images(NDManager manager) {
    ImageBatch batch = new TinyImages(8, 3).all(manager);
    batch.labels().close();
    return batch.images();
  }

  private static double gradientError(Differentiable view, NDManager manager) {
    ImageBatch batch = new TinyImages(8, 3).all(manager);
    return FiniteDifferences.error(
        view, batch.images(), Losses.logit(batch.labels(), TinyImages.CLASSES));
  }

  private void assertAnswersAlike(
      DefendedModel first, DefendedModel second, NDArray images, float tolerance) {
    if (!defense().descriptor().randomized()) {
      try (Prediction expected = first.predict(images);
          Prediction actual = second.predict(images)) {
        assertEqual(actual, expected, tolerance);
      }
    }
  }

  private static void assertEqual(Prediction actual, Prediction expected, float tolerance) {
    assertThat(actual.labels().toLongArray()).containsExactly(expected.labels().toLongArray());
    assertThat(actual.rejected().toBooleanArray())
        .containsExactly(expected.rejected().toBooleanArray());
    assertThat(actual.logits().isPresent()).isEqualTo(expected.logits().isPresent());
    if (actual.logits().isPresent()) {
      assertThat(actual.logits().orElseThrow().toFloatArray())
          .containsExactly(expected.logits().orElseThrow().toFloatArray(), within(tolerance));
    }
  }

  private static void assertPlain(String key, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((inner, each) -> assertPlain(key + "." + inner, each));
    } else if (value instanceof List<?> list) {
      list.forEach(each -> assertPlain(key, each));
    } else {
      assertThat(value)
          .as("the note '%s': text, a number, a boolean, or lists and maps of these", key)
          .isInstanceOfAny(String.class, Number.class, Boolean.class);
    }
  }
}
