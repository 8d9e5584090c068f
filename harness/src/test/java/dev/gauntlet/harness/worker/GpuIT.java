package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gauntlet.harness.device.DeviceFacts;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.store.Npz;
import dev.gauntlet.harness.worker.message.Probe;
import dev.gauntlet.harness.worker.message.Probed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds on the CPU holds on a GPU; skipped where the engine chosen there can use none. */
@Tag("gpu")
class GpuIT {
  @TempDir private Path folder;
  private Placement placement;

  @BeforeEach
  void thereIsAGpu() {
    placement = Placement.of("auto", "auto", DeviceFacts.here());
    assumeTrue(placement.onGpus(), () -> "no GPU to test on: " + placement.reason());
  }

  @Test
  void aStepOnTheGpuGoesWhereItGoesOnTheCpu() throws IOException {
    ShippedModel model = new ShippedModel(folder, 40);
    String engine = placement.engine().name().toLowerCase(Locale.ROOT);

    float[] cpu = step(model, engine, "cpu");
    float[] gpu = step(model, engine, placement.devices().get(0));

    int differ = 0;
    for (int i = 0; i < cpu.length; i++) {
      // Pixels whose gradient is near zero may step the other way.
      differ += Math.abs(cpu[i] - gpu[i]) > 1e-3 ? 1 : 0;
    }
    assertThat(differ / (double) cpu.length).isLessThan(0.005);
  }

  @Test
  void aGpuTakesSteps() {
    WorkerSettings settings =
        new WorkerSettings(
            placement.engine(),
            placement.devices().get(0),
            1,
            new Unconfined(),
            dev.gauntlet.harness.suite.Limits.DEFAULT,
            folder,
            folder);
    try (WorkerProcess worker =
        WorkerProcess.start(new WorkerKind(Role.ATTACK, java.util.List.of()), settings)) {
      assertThat(worker.ask(new Probe(100, 2), Duration.ofMinutes(10), progress -> {}))
          .isInstanceOf(Probed.class);
    }
  }

  private static float[] step(ShippedModel model, String engine, String device) throws IOException {
    try (WorkerProcess worker = model.worker(engine, device, 1)) {
      return Npz.read(model.attack(worker, device, 1)).get("images").toFloatArray();
    }
  }
}
