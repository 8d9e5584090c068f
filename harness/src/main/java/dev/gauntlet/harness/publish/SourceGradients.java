package dev.gauntlet.harness.publish;

import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.GradientResult;
import dev.gauntlet.harness.plan.Checkpoint;
import dev.gauntlet.harness.plan.GradientTask;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.PlannedCell;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.leaderboard.results.Gradients;
import dev.gauntlet.toolkit.gradient.GradientCheck;
import dev.gauntlet.toolkit.gradient.GradientReport;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Puts what the checks of gradients found where the results have a place for it. */
public final class SourceGradients {
  private SourceGradients() {}

  /** Of a whole defense, if a white-box attack follows them. */
  static Optional<Gradients> whiteBox(Checkpoint defense, EvaluationResult result) {
    return find(defense, Access.WHITE_BOX, result);
  }

  /**
   * What is wrong with the gradients of attacks that follow other models than the defense they
   * meet, one line each.
   */
  public static List<String> warnings(Plan plan, EvaluationResult result) {
    Set<String> warnings = new LinkedHashSet<>();
    for (PlannedCell cell : plan.cells()) {
      Access access = cell.attack().entry().access();
      if (access == Access.TRANSFER || access == Access.OBLIVIOUS) {
        Access view = access == Access.OBLIVIOUS ? access : Access.WHITE_BOX;
        for (Checkpoint source : cell.attackTask().sources()) {
          find(source, view, result)
              .filter(Gradients::differ)
              .ifPresent(
                  gradients ->
                      warnings.add(
                          "attack '%s' follows the gradients of %s, which do not match its function: its numbers are an upper bound (%s)"
                              .formatted(
                                  cell.attack().entry().id(),
                                  source.model().title(),
                                  gradients.reason())));
        }
      }
    }
    return new ArrayList<>(warnings);
  }

  /** The models whose gradients do not match their function, one line each. */
  public static List<String> mismatches(EvaluationResult result) {
    List<String> mismatches = new ArrayList<>();
    result
        .gradients()
        .forEach(
            (check, found) ->
                gradients(found)
                    .filter(Gradients::differ)
                    .ifPresent(
                        gradients ->
                            mismatches.add(
                                "%s: %s (%s)"
                                    .formatted(
                                        check.checkpoint().model().title(),
                                        Gradients.MISMATCH,
                                        gradients.reason()))));
    return mismatches;
  }

  private static Optional<Gradients> find(
      Checkpoint source, Access access, EvaluationResult result) {
    return result.gradients().entrySet().stream()
        .filter(check -> isOf(source, access, check.getKey()))
        .findFirst()
        .flatMap(check -> gradients(check.getValue()));
  }

  private static boolean isOf(Checkpoint source, Access access, GradientTask check) {
    return check.checkpoint().key().equals(source.key())
        && check.checkpoint().jar().equals(source.jar())
        && check.access() == access;
  }

  private static Optional<Gradients> gradients(GradientResult found) {
    return found
        .report()
        .map(SourceGradients::of)
        .or(() -> found.error().map(SourceGradients::failed));
  }

  private static Gradients of(GradientReport report) {
    return new Gradients(
        switch (report.status()) {
          case MATCHES -> Gradients.Status.MATCHES;
          case DIFFERS -> Gradients.Status.DIFFERS;
          case RANDOMIZED -> Gradients.Status.RANDOMIZED;
          case UNDECIDED -> Gradients.Status.UNDECIDED;
        },
        report.medianError().isPresent() ? report.medianError().getAsDouble() : null,
        GradientCheck.BOUND,
        report.probes(),
        report.setAside(),
        report.reason());
  }

  private static Gradients failed(String error) {
    return new Gradients(
        Gradients.Status.FAILED, null, GradientCheck.BOUND, 0, 0, "the check failed: " + error);
  }
}
