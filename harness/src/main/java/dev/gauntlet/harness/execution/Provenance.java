package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.plan.TrainTask;
import dev.gauntlet.harness.worker.WorkerSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How a checkpoint was made, for its page and for whoever wants to make it again. */
final class Provenance {
  private Provenance() {}

  static Map<String, Object> of(
      TrainTask task, WorkerSettings settings, Map<String, Object> notes, double seconds) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("method", task.model().method());
    provenance.put(
        "plugin",
        Map.of(
            "id", task.jar().id(), "version", task.jar().version(), "sha256", task.jar().sha256()));
    provenance.put("key", task.key().hex());
    provenance.put("seed", task.model().seed());
    provenance.put(
        "data",
        Map.of(
            "dataset", task.data().dataset(),
            "sha256", task.data().sha256(),
            "trainingImages", task.data().training().count(),
            "validationImages", task.data().validation().count()));
    provenance.put("engine", settings.engine().name());
    provenance.put("engineVersion", settings.engine().version());
    if (!settings.engine().kernels().isEmpty()) {
      provenance.put("engineEnvironment", new TreeMap<>(settings.engine().kernels()));
    }
    provenance.put("device", settings.device());
    provenance.put("threads", settings.threads());
    provenance.put("java", System.getProperty("java.version"));
    provenance.put("platform", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    provenance.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.put("seconds", seconds);
    provenance.put("notes", notes);
    return provenance;
  }
}
