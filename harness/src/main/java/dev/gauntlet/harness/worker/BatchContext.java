package dev.gauntlet.harness.worker;

import ai.djl.ndarray.NDArray;
import dev.gauntlet.api.AccessException;
import dev.gauntlet.api.AttackContext;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Oracle;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.api.Randomness;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.worker.message.CheckpointFiles;
import dev.gauntlet.harness.worker.message.Perturb;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an attack knows of one batch: what its descriptor says it needs, as far as its access grants
 * it.
 */
final class BatchContext implements AttackContext {
  private final Perturb request;
  private final Knowledge needs;
  private final Parameters parameters;
  private final Source source;
  private final Optional<NDArray> targets;
  private final Randomness random;
  private final boolean successIsFinal;
  private final ReportFile reports;
  private final long quota;
  private final long[] left;

  BatchContext(
      Perturb request,
      Knowledge needs,
      Parameters parameters,
      Source source,
      Optional<NDArray> targets,
      boolean successIsFinal,
      ReportFile reports) {
    this.successIsFinal = successIsFinal;
    this.reports = reports;
    this.request = request;
    this.needs = needs;
    this.parameters = parameters;
    this.source = source;
    this.targets = targets;
    this.random = new Randomness(request.seed(), request.imageIds());
    this.quota = request.queries().orElse(Long.MAX_VALUE);
    this.left = new long[request.imageIds().size()];
    Arrays.fill(left, quota);
  }

  @Override
  public Budget budget() {
    return request.budget();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public int classes() {
    return request.classes();
  }

  @Override
  public Differentiable source() {
    checkNeed(Knowledge.GRADIENTS);
    return source.view();
  }

  @Override
  public List<Differentiable> sources() {
    checkNeed(Knowledge.GRADIENTS);
    return source.views();
  }

  @Override
  public Oracle scores() {
    checkNeed(Knowledge.SCORES);
    return oracle(source::scores);
  }

  @Override
  public Oracle decisions() {
    checkNeed(Knowledge.DECISIONS);
    return oracle(source::decisions);
  }

  private Oracle oracle(java.util.function.UnaryOperator<NDArray> answers) {
    if (request.access() == Access.NONE) {
      throw new AccessException(
          "the attack asks questions, which access '" + Access.NONE.word() + "' does not grant");
    }
    return new QuotaOracle(answers, left);
  }

  /** What an attack says it can do without it does not get: its page must not promise less. */
  private void checkNeed(Knowledge wanted) {
    if (wanted.compareTo(needs) > 0) {
      throw new AccessException(
          "'%s' asks for %s, but its descriptor needs %s only; let it say so"
              .formatted(request.attack(), word(wanted), word(needs)));
    }
  }

  private static String word(Knowledge knowledge) {
    return knowledge.name().toLowerCase(Locale.ROOT);
  }

  /** How many questions were asked about each image so far. */
  List<Long> queries() {
    return Arrays.stream(left).mapToObj(remaining -> quota - remaining).toList();
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
    reports.add(images, positions, queries());
  }

  @Override
  public boolean eightBitPixels() {
    return request.eightBitPixels();
  }

  @Override
  public Randomness random() {
    return random;
  }

  @Override
  public CheckpointReader checkpoint(String role) {
    CheckpointFiles files = request.checkpoints().get(role);
    if (files == null) {
      throw new CheckpointException(
          "'%s' asks for the checkpoint '%s', which its descriptor does not name; it names %s"
              .formatted(request.attack(), role, request.checkpoints().keySet()));
    }
    return new DirectoryCheckpoint(Path.of(files.directory()), files.origin());
  }
}
