package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** These workers never start their engine, so the devices need not be there. */
class WorkerPoolIT {
  private static final WorkerKind KIND = new WorkerKind(Role.CLASSIFY, List.of());
  private static final WorkerKind OTHER = new WorkerKind(Role.ATTACK, List.of());

  @TempDir private Path folder;

  @Test
  void eachWorkerAtWorkHasADeviceToItself() {
    try (WorkerPool pool = pool("gpu0", "gpu1")) {
      WorkerProcess first = pool.lease(KIND);
      WorkerProcess second = pool.lease(KIND);
      assertThat(first.device()).isEqualTo("gpu0");
      assertThat(second.device()).isEqualTo("gpu1");
      assertThatThrownBy(() -> pool.lease(KIND))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("[gpu0, gpu1]");

      pool.release(first);
      WorkerProcess other = pool.lease(OTHER);

      // The one that waits holds no device against those at work.
      assertThat(other.device()).isEqualTo("gpu0");
      pool.release(second);
      assertThat(pool.lease(KIND))
          .as("the first still waits, but its device is taken")
          .isSameAs(second);
    }
  }

  @Test
  void aClosedWorkerLeavesItsDevice() {
    try (WorkerPool pool = pool("gpu3")) {
      pool.lease(KIND).close();
      assertThat(pool.lease(KIND).device()).isEqualTo("gpu3");
    }
  }

  @Test
  void aGpuNamedTwiceHasTwoWorkers() {
    try (WorkerPool pool = pool("gpu0", "gpu0")) {
      assertThat(pool.lease(KIND).device()).isEqualTo("gpu0");
      assertThat(pool.lease(KIND).device()).isEqualTo("gpu0");
    }
  }

  private WorkerPool pool(String... devices) {
    return new WorkerPool(
        new WorkerSettings(
            EngineChoice.of("auto"),
            devices[0],
            1,
            new Unconfined(),
            Limits.DEFAULT,
            folder,
            folder),
        List.of(devices),
        4,
        warning -> {});
  }
}
