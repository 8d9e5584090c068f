package dev.gauntlet.testkit;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.toolkit.gradient.Ensemble;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an attack knows in a test: all that its descriptor asks for, unless a {@code with} method
 * says otherwise.
 */
public final class TestAttackContext implements AttackContext {
  private static final long QUOTA = 1000;
  private static final long SEED = 1;

  private final AttackDescriptor attack;
  private final List<Differentiable> sources;
  private final Budget budget;
  private final List<String> imageIds;
  private final Parameters parameters;
  private final Knowledge granted;
  private final Optional<NDArray> targets;
  private final Map<String, CheckpointReader> checkpoints;
  private final int classes;
  private final boolean successIsFinal;
  private final boolean eightBitPixels;
  private final long quota;
  private final long[] questions;
  private final Map<Integer, float[]> reported = new TreeMap<>();

  private TestAttackContext(
      AttackDescriptor attack,
      List<Differentiable> sources,
      Budget budget,
      List<String> imageIds,
      Parameters parameters,
      Knowledge granted,
      Optional<NDArray> targets,
      Map<String, CheckpointReader> checkpoints,
      int classes,
      boolean successIsFinal,
      boolean eightBitPixels,
      long quota) {
    this.attack = attack;
    this.sources = List.copyOf(sources);
    this.budget = budget;
    this.imageIds = List.copyOf(imageIds);
    this.parameters = parameters;
    this.granted = granted;
    this.targets = targets;
    this.checkpoints = Map.copyOf(checkpoints);
    this.classes = classes;
    this.successIsFinal = successIsFinal;
    this.eightBitPixels = eightBitPixels;
    this.quota = quota;
    this.questions = new long[imageIds.size()];
    Arrays.fill(questions, quota);
  }

  /**
   * An untargeted run with the attack's default parameters and the knowledge it needs.
   *
   * @param sources at least one
   * @param imageIds one for each image of the batch
   */
  public static TestAttackContext of(
      AttackDescriptor attack, List<Differentiable> sources, Budget budget, List<String> imageIds) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        Parameters.of(attack.parameters(), Map.of()),
        attack.needs(),
        Optional.empty(),
        Map.of(),
        TinyImages.CLASSES,
        false,
        false,
        QUOTA);
  }

  /** The same, with other values for some parameters. */
  public TestAttackContext withParameters(Map<String, ?> values) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        Parameters.of(attack.parameters(), values),
        granted,
        targets,
        checkpoints,
        classes,
        successIsFinal,
        eightBitPixels,
        quota);
  }

  /** The same, with other knowledge granted. */
  public TestAttackContext withKnowledge(Knowledge knowledge) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        knowledge,
        targets,
        checkpoints,
        classes,
        successIsFinal,
        eightBitPixels,
        quota);
  }

  /** The same as a targeted run; {@code labels} is (N), int64. */
  public TestAttackContext withTargets(NDArray labels) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        granted,
        Optional.of(labels),
        checkpoints,
        classes,
        successIsFinal,
        eightBitPixels,
        quota);
  }

  /** The same, with checkpoints by role. */
  public TestAttackContext withCheckpoints(Map<String, ? extends CheckpointReader> byRole) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        granted,
        targets,
        Map.copyOf(byRole),
        classes,
        successIsFinal,
        eightBitPixels,
        quota);
  }

  /** The same for another number of classes than {@link TinyImages} has. */
  public TestAttackContext withClasses(int count) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        granted,
        targets,
        checkpoints,
        count,
        successIsFinal,
        eightBitPixels,
        quota);
  }

  /** The same, where an image that fools the source needs no more work. */
  public TestAttackContext withFinalSuccess() {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        granted,
        targets,
        checkpoints,
        classes,
        true,
        eightBitPixels,
        quota);
  }

  /** The same, where images are rounded to 8 bits before they are judged. */
  public TestAttackContext withEightBitPixels() {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        granted,
        targets,
        checkpoints,
        classes,
        successIsFinal,
        true,
        quota);
  }

  /** The same, with another number of questions per image; a fresh quota, as every new context. */
  public TestAttackContext withQuota(long questionsPerImage) {
    return new TestAttackContext(
        attack,
        sources,
        budget,
        imageIds,
        parameters,
        granted,
        targets,
        checkpoints,
        classes,
        successIsFinal,
        eightBitPixels,
        questionsPerImage);
  }

  @Override
  public Budget budget() {
    return budget;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public Differentiable source() {
    return Ensemble.of(sources());
  }

  @Override
  public List<Differentiable> sources() {
    demand(Knowledge.GRADIENTS);
    return sources;
  }

  @Override
  public Oracle scores() {
    demand(Knowledge.SCORES);
    return new CountingOracle(images -> Ensemble.of(sources).logits(images), questions);
  }

  @Override
  public Oracle decisions() {
    demand(Knowledge.DECISIONS);
    return new CountingOracle(images -> Ensemble.of(sources).logits(images).argMax(1), questions);
  }

  @Override
  public Optional<NDArray> targets() {
    return targets;
  }

  @Override
  public boolean successIsFinal() {
    return successIsFinal;
  }

  @Override
  public void reportAdversarial(NDArray images, int[] positions) {
    float[] values = images.toFloatArray();
    int each = values.length / positions.length;
    for (int i = 0; i < positions.length; i++) {
      int position = Objects.checkIndex(positions[i], imageIds.size());
      reported.put(position, Arrays.copyOfRange(values, i * each, (i + 1) * each));
    }
  }

  /** The last report of each image, (C·H·W), by its position in the batch. */
  public Map<Integer, float[]> reported() {
    return Collections.unmodifiableMap(reported);
  }

  @Override
  public boolean eightBitPixels() {
    return eightBitPixels;
  }

  @Override
  public Randomness random() {
    return new Randomness(SEED, imageIds);
  }

  @Override
  public CheckpointReader checkpoint(String role) {
    CheckpointReader checkpoint = checkpoints.get(role);
    if (checkpoint == null) {
      throw new CheckpointException(
          "'" + attack.id() + "' asks for the checkpoint '" + role + "', which is not there");
    }
    return checkpoint;
  }

  private void demand(Knowledge needed) {
    if (granted.compareTo(needed) < 0) {
      throw new AccessException(
          "'" + attack.id() + "' asks for " + needed + ", but only " + granted + " is granted");
    }
  }
}
