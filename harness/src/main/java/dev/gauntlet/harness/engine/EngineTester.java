package dev.gauntlet.harness.engine;

import dev.gauntlet.engines.EngineTrust;
import dev.gauntlet.engines.Subject;
import dev.gauntlet.engines.Verdict;
import dev.gauntlet.engines.Verdicts;
import dev.gauntlet.harness.device.Gpu;
import dev.gauntlet.harness.worker.EngineChoice;
import dev.gauntlet.harness.worker.EngineProcesses;
import dev.gauntlet.harness.worker.WorkerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Tests engines in processes like workers', and keeps what it finds beside their libraries.
 *
 * @param gpus of this machine
 * @param say is told when it tests
 */
public record EngineTester(List<Gpu> gpus, Consumer<String> say) implements EngineSelection.Test {
  @Override
  public Verdict of(EngineChoice engine, String device) {
    Path cache = EngineProcesses.cache();
    int threads = WorkerSettings.isGpu(device) ? 1 : WorkerSettings.threadsEach(1);
    return new EngineTrust(
            EngineProcesses.of(engine, device),
            Verdicts.beside(cache),
            tested ->
                say.accept(
                    "testing %s on this machine against known answers, once ..."
                        .formatted(engine.name())))
        .verdict(
            () ->
                Subject.here(
                    engine.name(),
                    engine.version(),
                    model(device),
                    threads,
                    cache,
                    EngineProcesses.environment(engine, device, threads)));
  }

  private String model(String device) {
    return gpus.stream()
        .filter(gpu -> gpu.device().equals(device))
        .map(Gpu::toString)
        .findFirst()
        .orElse(device);
  }
}
