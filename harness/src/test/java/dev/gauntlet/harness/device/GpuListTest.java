package dev.gauntlet.harness.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuListTest {
  private static final Gpu FIRST = new Gpu(0, "NVIDIA A100-SXM4-40GB", 80);
  private static final Gpu SECOND = new Gpu(1, "NVIDIA H200", 90);

  @Test
  void theDriversListIsRead() {
    assertThat(NvidiaSmi.parse("0, NVIDIA A100-SXM4-40GB, 8.0\n1, NVIDIA H200, 9.0\n"))
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void whatIsNoGpuIsPassedOver() {
    assertThat(NvidiaSmi.parse("No devices were found\n0, Old card, [N/A]\n, , \n")).isEmpty();
  }

  @Test
  void aHiddenGpuIsNotThereAndTheOthersAreCountedAnew() {
    assertThat(VisibleDevices.of(List.of(FIRST, SECOND), "1"))
        .containsExactly(new Gpu(0, "NVIDIA H200", 90));
    assertThat(VisibleDevices.of(List.of(FIRST, SECOND), "1, 0"))
        .extracting(Gpu::name)
        .containsExactly("NVIDIA H200", "NVIDIA A100-SXM4-40GB");
    assertThat(VisibleDevices.of(List.of(FIRST, SECOND), "")).isEmpty();
    assertThat(VisibleDevices.of(List.of(FIRST, SECOND), "0,-1,1")).containsExactly(FIRST);
    assertThat(VisibleDevices.of(List.of(FIRST, SECOND), null)).containsExactly(FIRST, SECOND);
  }
}
