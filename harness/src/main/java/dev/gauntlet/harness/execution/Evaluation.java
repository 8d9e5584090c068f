package dev.gauntlet.harness.execution;

import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.harness.plan.AttackTask;
import dev.gauntlet.harness.plan.ClassifyTask;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlannedAttack;
import dev.gauntlet.harness.plan.PlannedCell;
import dev.gauntlet.harness.plan.PlannedDefense;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.AttackRecord;
import dev.gauntlet.harness.scoring.BatchTime;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.DefenseRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.scoring.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs a plan: what is in the store is taken from there, the rest is computed by workers, and
 * whatever goes wrong in a plugin ends up in the observations.
 */
public final class Evaluation {
  private final Workbench bench;
  private final Plan plan;
  private final Listener listener;

  /** A run of a plan. */
  public Evaluation(Workbench bench, Plan plan, Listener listener) {
    this.bench = bench;
    this.plan = plan;
    this.listener = listener;
  }

  /**
   * Runs to the end.
   *
   * @throws dev.gauntlet.harness.store.StoreException if the store cannot be read or written
   */
  public EvaluationResult run() {
    long start = System.nanoTime();
    Meter meter = new Meter();
    RunContext context = bench.context(listener, plan.batch(), meter);
    Scheduler scheduler = new Scheduler(bench.slots());
    Jobs jobs = new Jobs(plan.tasks(), context, scheduler);
    scheduler.run();
    Usage usage = new Usage((System.nanoTime() - start) / 1e9, bench.slots(), meter.seconds());
    return new EvaluationResult(
        observations(jobs), images(jobs), gradients(jobs), repeats(jobs), usage);
  }

  private Observations observations(Jobs jobs) {
    LabeledImages images = plan.slice().images();
    return new Observations(
        IntStream.range(0, images.count())
            .mapToObj(i -> new Truth(images.ids().get(i), images.label(i)))
            .toList(),
        plan.attacks().stream().map(attack -> record(attack, jobs)).toList(),
        plan.defenses().stream().map(defense -> record(defense, jobs)).toList(),
        plan.cells().stream().map(cell -> record(cell, jobs)).toList());
  }

  private AttackRecord record(PlannedAttack attack, Jobs jobs) {
    Set<AttackJob> runs = new LinkedHashSet<>();
    plan.cells().stream()
        .filter(cell -> cell.attack().equals(attack))
        .forEach(cell -> runs.add(jobs.attack(cell.attackTask())));
    List<BatchTime> times =
        runs.stream().flatMap(run -> run.result().outcome().times().stream()).toList();
    return new AttackRecord(attack.entry().id(), attack.entry().targeted(), times);
  }

  private static DefenseRecord record(PlannedDefense defense, Jobs jobs) {
    ClassifyResult clean = jobs.classification(defense.clean()).result().orElseThrow();
    return new DefenseRecord(
        defense.id(),
        clean.answers(),
        clean.times(),
        clean.trouble().map(Trouble::error),
        clean.trouble().map(Trouble::log));
  }

  private CellRecord record(PlannedCell cell, Jobs jobs) {
    AttackResult attack = jobs.attack(cell.attackTask()).result();
    String id = cell.attack().entry().id();
    Optional<ClassifyResult> classified = jobs.classification(cell.task()).result();
    if (classified.isEmpty()) {
      return CellRecord.notApplicable(cell.defense().id(), id, attack.inapplicable().orElseThrow());
    }
    List<Answer> answers = new ArrayList<>(classified.get().answers());
    // A defense that fails as a source must not be scored on the clean images left behind.
    attack.sourceFailed().stream().forEach(image -> answers.set(image, Answer.FAILED));
    List<Perturbation> perturbations = new ArrayList<>(attack.outcome().perturbations());
    int unfinished =
        attack
            .unfinished()
            .settle(
                plan.slice().images()::label,
                jobs.classification(cell.defense().clean()).result().orElseThrow().answers(),
                perturbations,
                answers);
    Optional<Trouble> trouble = attack.trouble().or(classified.get()::trouble);
    return new CellRecord(
        cell.defense().id(),
        id,
        perturbations,
        unfinished,
        attack.outcome().targets(),
        answers,
        classified.get().times(),
        trouble.map(Trouble::error),
        trouble.map(Trouble::log),
        Optional.empty());
  }

  private Map<GradientTask, GradientResult> gradients(Jobs jobs) {
    Map<GradientTask, GradientResult> gradients = new LinkedHashMap<>();
    plan.gradients().forEach(task -> gradients.put(task, jobs.gradients(task).result()));
    return gradients;
  }

  private Map<ClassifyTask, Repeats> repeats(Jobs jobs) {
    Map<ClassifyTask, Repeats> repeats = new LinkedHashMap<>();
    Stream.concat(
            plan.defenses().stream().map(PlannedDefense::clean),
            plan.cells().stream().map(PlannedCell::task))
        .forEach(
            task ->
                jobs.classification(task)
                    .result()
                    .ifPresent(result -> repeats.put(task, result.repeats())));
    return repeats;
  }

  private Map<AttackTask, Path> images(Jobs jobs) {
    Map<AttackTask, Path> images = new LinkedHashMap<>();
    for (PlannedCell cell : plan.cells()) {
      jobs.attack(cell.attackTask())
          .result()
          .images()
          .ifPresent(path -> images.put(cell.attackTask(), path));
    }
    return images;
  }
}
