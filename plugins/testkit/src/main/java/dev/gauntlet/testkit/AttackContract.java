package dev.gauntlet.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.Attack;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.TrainableAttack;
import dev.gauntlet.toolkit.losses.Losses;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What every {@link Attack} must do, tested on {@link TinyModels} on every engine of the class
 * path. Extend it and name the attack:
 *
 * <pre>{@code
 * class MyAttackTest extends AttackContract {
 *   @Override
 *   protected Attack attack() {
 *     return new MyAttack();
 *   }
 * }
 * }</pre>
 */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class AttackContract {
  private static final TinyImages IMAGES = new TinyImages(4, 3);
  private static final long SEED = 1;

  private final Map<Budget, Map<String, CheckpointReader>> checkpoints = new HashMap<>();

  /** The attack under test. */
  protected abstract Attack attack();

  /** Parameters to test with where the defaults take too long; the defaults themselves if empty. */
  protected Map<String, Object> parameters() {
    return Map.of();
  }

  /** The defenses whose checkpoints the descriptor asks for. */
  protected List<Companion> companions() {
    return List.of();
  }

  @Test
  void isFoundByThePluginLoader() throws IOException {
    ExtensionRules.check(attack().getClass());
  }

  @Test
  void describesItselfTheSameWayEveryTime() {
    AttackDescriptor descriptor = attack().descriptor();

    assertThat(attack().descriptor()).isEqualTo(descriptor);
    assertThat(descriptor.title()).isNotBlank();
    assertThat(descriptor.description()).isNotBlank();
    assertThat(descriptor.parameters()).extracting(Parameter::name).doesNotHaveDuplicates();
    Parameters.of(descriptor.parameters(), parameters());
  }

  @OnEachEngine
  void returnsFiniteImagesOfTheSameShapeInsideTheBudget(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    for (Budget budget : budgets()) {
      NDArray perturbed = perturb(convolutional(manager), budget, clean);

      InsideBudget.check(budget, clean.images(), perturbed);
    }
  }

  @OnEachEngine
  void returnsTheImagesWhereTheBudgetIsEmpty(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    for (Norm norm : attack().descriptor().norms()) {
      NDArray perturbed = perturb(convolutional(manager), new Budget(norm, 0), clean);

      assertThat(perturbed.toFloatArray())
          .as("perturbed images for epsilon 0 in %s", norm)
          .containsExactly(clean.images().toFloatArray(), within(1e-6f));
    }
  }

  @OnEachEngine
  void reportsOnlyWhatFoolsTheSourceInsideTheBudget(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<Differentiable> source = convolutional(manager);
    boolean untargeted = attack().descriptor().goals().contains(Goal.UNTARGETED);
    long[] targets = {1, 2, 0, 1};
    for (Budget budget : budgets()) {
      TestAttackContext granted = context(source, budget, IMAGES.ids());
      TestAttackContext context =
          untargeted ? granted : granted.withTargets(manager.create(targets));

      attack().perturb(context, clean.images(), clean.labels()).close();

      context
          .reported()
          .forEach(
              (position, pixels) -> {
                ImageBatch one = IMAGES.batch(manager, new int[] {position});
                NDArray report = manager.create(pixels, one.images().getShape());
                InsideBudget.check(budget, one.images(), report);
                long label = untargeted ? one.labels().getLong() : targets[position];
                assertThat(fooled(source, report, manager.create(new long[] {label})).isEmpty())
                    .as("whether the reported image %d has not succeeded, %s", position, budget)
                    .isEqualTo(!untargeted);
              });
    }
  }

  @OnEachEngine
  void takesAnEnsembleAsItsSource(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<Differentiable> sources =
        List.of(TinyModels.linear(manager), TinyModels.convolutional(manager));

    InsideBudget.check(largest(), clean.images(), perturb(sources, largest(), clean));
  }

  @OnEachEngine
  void leavesWhatItIsGivenUnchanged(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    float[] images = clean.images().toFloatArray();
    long[] labels = clean.labels().toLongArray();

    NDArray perturbed = perturb(convolutional(manager), largest(), clean);
    perturbed.addi(1);

    assertThat(clean.images().toFloatArray())
        .as("the clean images, after a change of the perturbed ones")
        .containsExactly(images);
    assertThat(clean.labels().toLongArray()).containsExactly(labels);
    assertThat(clean.images().hasGradient()).as("a gradient left on the images").isFalse();
  }

  @OnEachEngine
  void repeatsItself(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<Differentiable> source = convolutional(manager);

    float[] once = perturb(source, largest(), clean).toFloatArray();

    assertThat(perturb(source, largest(), clean).toFloatArray()).containsExactly(once);
  }

  // A gradient's last bits do depend on the batch on some engines, so a pixel whose gradient is
  // nearly zero may go the other way; more than one in fifty may not.
  @OnEachEngine
  void treatsAnImageTheSameAloneAndInABatch(NDManager manager) {
    List<Differentiable> source = convolutional(manager);
    ImageBatch all = IMAGES.all(manager);
    NDArray together = perturb(source, largest(), all);
    for (int i = 0; i < IMAGES.size(); i++) {
      ImageBatch one = IMAGES.batch(manager, new int[] {i});
      TestAttackContext alone = context(source, largest(), List.of(IMAGES.ids().get(i)));

      NDArray perturbed = attack().perturb(alone, one.images(), one.labels());

      float[] difference = perturbed.sub(together.get(i + ":" + (i + 1))).abs().toFloatArray();
      int changed = 0;
      for (float value : difference) {
        changed += value > 1e-4 ? 1 : 0;
      }
      assertThat(changed)
          .as("pixels of image %d that came out differently alone", i)
          .isLessThanOrEqualTo(difference.length / 50);
    }
  }

  @OnEachEngine
  void doesNotHelpTheDefender(NDManager manager) {
    if (attack().descriptor().needs() != Knowledge.NONE
        && attack().descriptor().goals().contains(Goal.UNTARGETED)) {
      ImageBatch clean = IMAGES.all(manager);
      List<Differentiable> source = convolutional(manager);

      NDArray perturbed = perturb(source, largest(), clean);

      assertThat(meanLoss(source, perturbed, clean.labels()))
          .as("mean cross-entropy with the true labels, against that of the clean images")
          .isGreaterThanOrEqualTo(meanLoss(source, clean.images(), clean.labels()));
    }
  }

  @OnEachEngine
  void foolsNoFewerImagesWhereItMayStopAtSuccess(NDManager manager) {
    if (attack().descriptor().needs() != Knowledge.NONE
        && attack().descriptor().goals().contains(Goal.UNTARGETED)) {
      ImageBatch clean = IMAGES.all(manager);
      List<Differentiable> source = convolutional(manager);
      TestAttackContext context = context(source, largest(), IMAGES.ids());

      NDArray toTheEnd = attack().perturb(context, clean.images(), clean.labels());
      NDArray stopped =
          attack().perturb(context.withFinalSuccess(), clean.images(), clean.labels());

      InsideBudget.check(largest(), clean.images(), stopped);
      assertThat(fooled(source, stopped, clean.labels()))
          .as("images fooled, where success is final")
          .containsAll(fooled(source, toTheEnd, clean.labels()));
    }
  }

  @OnEachEngine
  void movesTowardsItsTargets(NDManager manager) {
    if (attack().descriptor().goals().contains(Goal.TARGETED)) {
      ImageBatch clean = IMAGES.all(manager);
      List<Differentiable> source = convolutional(manager);
      NDArray targets = manager.create(new long[] {1, 2, 0, 1});
      TestAttackContext context = context(source, largest(), IMAGES.ids()).withTargets(targets);

      NDArray perturbed = attack().perturb(context, clean.images(), clean.labels());

      InsideBudget.check(largest(), clean.images(), perturbed);
      assertThat(targets.toLongArray()).containsExactly(1, 2, 0, 1);
      assertThat(meanLoss(source, perturbed, targets))
          .as("mean cross-entropy with the targets, against that of the clean images")
          .isLessThanOrEqualTo(meanLoss(source, clean.images(), targets));
    }
  }

  @OnEachEngine
  void isRefusedWhatTheSuiteDoesNotGrant(NDManager manager) {
    Knowledge needs = attack().descriptor().needs();
    if (needs != Knowledge.NONE) {
      ImageBatch clean = IMAGES.all(manager);
      Knowledge less = oneLess(needs);
      TestAttackContext context =
          context(convolutional(manager), largest(), IMAGES.ids()).withKnowledge(less);

      assertThatThrownBy(() -> attack().perturb(context, clean.images(), clean.labels()))
          .as("an attack that needs %s but is granted %s", needs, less)
          .isInstanceOf(AccessException.class);
    }
  }

  @OnEachEngine
  void leavesNothingOpenButItsResult(NDManager manager) {
    ImageBatch clean = IMAGES.all(manager);
    List<Differentiable> source = convolutional(manager);
    perturb(source, largest(), clean).close();
    int before = OpenArrays.in(manager);

    NDArray perturbed = perturb(source, largest(), clean);

    assertThat(OpenArrays.in(manager)).as("native arrays left open").isEqualTo(before + 1);
    assertThat(perturbed.getManager())
        .as("the manager of the result")
        .isSameAs(clean.images().getManager());
  }

  private static Knowledge oneLess(Knowledge knowledge) {
    return switch (knowledge) {
      case GRADIENTS -> Knowledge.SCORES;
      case SCORES -> Knowledge.DECISIONS;
      case DECISIONS, NONE -> Knowledge.NONE;
    };
  }

  private static List<Differentiable> convolutional(NDManager manager) {
    return List.of(TinyModels.convolutional(manager));
  }

  private List<Budget> budgets() {
    List<Budget> budgets = new ArrayList<>();
    for (Norm norm : attack().descriptor().norms()) {
      for (double epsilon : epsilons(norm)) {
        budgets.add(new Budget(norm, epsilon));
      }
    }
    return budgets;
  }

  private static double[] epsilons(Norm norm) {
    return switch (norm) {
      case LINF -> new double[] {8 / 255.0, 0.3, 1};
      case L2 -> new double[] {0.1, 1.5};
      case L0 -> new double[] {3, 20};
    };
  }

  private Budget largest() {
    return switch (attack().descriptor().norms().stream().sorted().toList().get(0)) {
      case LINF -> new Budget(Norm.LINF, 0.3);
      case L2 -> new Budget(Norm.L2, 1.5);
      case L0 -> new Budget(Norm.L0, 20);
    };
  }

  private NDArray perturb(List<Differentiable> sources, Budget budget, ImageBatch clean) {
    return attack().perturb(context(sources, budget, IMAGES.ids()), clean.images(), clean.labels());
  }

  private TestAttackContext context(
      List<Differentiable> sources, Budget budget, List<String> imageIds) {
    return TestAttackContext.of(attack().descriptor(), sources, budget, imageIds)
        .withParameters(parameters())
        .withCheckpoints(checkpoints.computeIfAbsent(budget, this::checkpoints));
  }

  // Trained once: which engine made a checkpoint does not matter.
  private Map<String, CheckpointReader> checkpoints(Budget budget) {
    try (NDManager manager = Engines.manager(Engines.names().get(0))) {
      Map<String, CheckpointReader> byRole = new HashMap<>();
      Map<String, TrainedNeed> needs =
          Companion.train(attack().descriptor().checkpoints(), companions(), manager, SEED);
      needs.forEach((role, need) -> byRole.put(role, need.checkpoint()));
      if (attack() instanceof TrainableAttack trainable) {
        Parameters complete = Parameters.of(attack().descriptor().parameters(), parameters());
        TestTrainingContext training =
            TestTrainingContext.of(TestTrainingContext.model(manager, "none", SEED), complete)
                .withNeeds(needs)
                .against(TinyModels.convolutional(manager), budget);
        trainable.train(training);
        byRole.put(TrainableAttack.OWN_CHECKPOINT, training.checkpoint());
      }
      return byRole;
    }
  }

  private static List<Integer> fooled(List<Differentiable> source, NDArray images, NDArray labels) {
    try (NDManager scope = images.getManager().newSubManager()) {
      NDArray logits = source.get(0).logits(images);
      logits.attach(scope);
      long[] predicted = logits.argMax(1).toLongArray();
      long[] right = labels.toLongArray();
      return IntStream.range(0, right.length)
          .filter(image -> predicted[image] != right[image])
          .boxed()
          .toList();
    }
  }

  private static double meanLoss(List<Differentiable> source, NDArray images, NDArray labels) {
    try (NDManager scope = images.getManager().newSubManager()) {
      NDArray logits = source.get(0).logits(images);
      logits.attach(scope);
      return Losses.crossEntropy(labels, TinyImages.CLASSES).of(logits).mean().getFloat();
    }
  }
}
