package dev.gauntlet.harness.worker;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Prepare;
import dev.gauntlet.harness.worker.message.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Starts an engine as workers will, without any plugin: what fails there is not the fault of a
 * submission.
 */
public final class EngineStart {
  private static final Set<String> STARTED = new HashSet<>();

  private EngineStart() {}

  /**
   * Starts it, once in this process for each engine, device and isolation.
   *
   * @throws GauntletException if it does not start, with the reason in one line
   */
  public static synchronized void check(WorkerSettings settings) {
    String what = settings.engine() + " " + settings.device() + " " + settings.isolation().word();
    if (STARTED.contains(what)) {
      return;
    }
    try (WorkerProcess worker =
        WorkerProcess.start(new WorkerKind(Role.ATTACK, List.of()), settings)) {
      Reply reply =
          worker.ask(
              new Prepare(List.of()),
              WorkerProcess.seconds(settings.limits().secondsToStart()),
              progress -> {});
      if (reply instanceof Failed failed) {
        throw failure(settings, failed.error());
      }
    } catch (WorkerException e) {
      throw failure(settings, e.getMessage());
    }
    STARTED.add(what);
  }

  private static GauntletException failure(WorkerSettings settings, String reason) {
    return new GauntletException(
        "%s does not start on %s in a worker (isolation %s): %s; 'harness doctor' tries what a run needs"
            .formatted(
                settings.engine().name(), settings.device(), settings.isolation().word(), reason));
  }
}
