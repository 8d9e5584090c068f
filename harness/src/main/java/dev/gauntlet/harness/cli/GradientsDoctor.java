package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.EngineChoice;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.WorkerSettings;
import dev.gauntlet.harness.worker.message.CheckArchitecture;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.GradientsChecked;
import dev.gauntlet.harness.worker.message.Prepare;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.toolkit.architectures.Architecture;
import dev.gauntlet.toolkit.gradient.GradientReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Compares this machine's engines' gradients of the toolkit's networks with finite differences. */
final class GradientsDoctor {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final long SEED = 1;

  private final Table table =
      new Table("ENGINE", "ARCHITECTURE", ">MEDIAN ERROR", ">PROBES", "GRADIENTS");
  private boolean right = true;

  /**
   * Checks every architecture on an engine.
   *
   * @param home a folder in which to make one for what the worker leaves
   */
  void check(EngineChoice engine, Path home) {
    try {
      Path folder = Files.createTempDirectory(home, "doctor");
      try {
        ask(engine, folder);
      } finally {
        DoctorCommand.deleteFlat(folder);
      }
    } catch (GauntletException | IOException e) {
      failed(engine, "all", e.getMessage());
    }
  }

  private void ask(EngineChoice engine, Path folder) {
    WorkerSettings settings =
        new WorkerSettings(
            engine,
            "cpu",
            WorkerSettings.threadsEach(1),
            new Unconfined(),
            Limits.DEFAULT,
            folder,
            folder);
    try (WorkerProcess worker =
        WorkerProcess.start(new WorkerKind(Role.ATTACK, List.of()), settings)) {
      worker.ask(new Prepare(List.of()), LIMIT, progress -> {});
      for (String architecture : Architecture.ids()) {
        row(
            engine,
            architecture,
            worker.ask(new CheckArchitecture(architecture, SEED), LIMIT, progress -> {}));
      }
    }
  }

  /** One row for each pair of an engine and an architecture. */
  List<String> lines() {
    return table.lines();
  }

  /** Whether every one matched. */
  boolean right() {
    return right;
  }

  private void row(EngineChoice engine, String architecture, Reply reply) {
    if (!(reply instanceof GradientsChecked checked)) {
      failed(
          engine,
          architecture,
          reply instanceof Failed failure ? failure.error() : "another question was answered");
      return;
    }
    GradientReport report = checked.report();
    boolean matches = report.status() == GradientReport.Status.MATCHES;
    right &= matches;
    table.row(
        engine.name(),
        architecture,
        report.medianError().isPresent()
            ? String.format(Locale.ROOT, "%.2f %%", 100 * report.medianError().getAsDouble())
            : "-",
        report.probes(),
        matches ? "match" : "DIFFER: " + report.reason());
  }

  private void failed(EngineChoice engine, String architecture, String error) {
    right = false;
    table.row(engine.name(), architecture, "-", 0, "not checked: " + error);
  }
}
