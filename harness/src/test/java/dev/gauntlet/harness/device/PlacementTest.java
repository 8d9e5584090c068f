package dev.gauntlet.harness.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.GauntletException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementTest {
  private static final Gpu A100 = new Gpu(0, "NVIDIA A100", 80);
  private static final Gpu H200 = new Gpu(1, "NVIDIA H200", 90);
  private static final Gpu RTX_3090 = new Gpu(0, "NVIDIA GeForce RTX 3090", 86);
  private static final OptionalInt CUDA_11_2 = OptionalInt.of(11_020);
  private static final OptionalInt CUDA_12_8 = OptionalInt.of(12_080);
  private static final OptionalInt NO_CUDA = OptionalInt.empty();

  @Test
  void withoutGpusModelsRunOnTheCpu() {
    Placement placement = Placement.of("auto", "auto", facts(List.of(), NO_CUDA));

    assertThat(placement.devices()).containsExactly("cpu");
    assertThat(placement.engine().name()).isEqualTo("MXNet");
    assertThat(placement.reason()).isEqualTo("there is no GPU");
    assertThat(placement.onGpus()).isFalse();
  }

  @Test
  void withoutMxnetsNativesPytorchRunsOnTheCpu() {
    DeviceFacts arm = new DeviceFacts(List.of(), NO_CUDA, false, Map.of());

    assertThat(Placement.of("auto", "auto", arm).engine().name()).isEqualTo("PyTorch");
  }

  @Test
  void anAskedForCpuIsTakenWhateverGpusThereAre() {
    assertThat(Placement.of("auto", "cpu", facts(List.of(A100), CUDA_11_2)).devices())
        .containsExactly("cpu");
  }

  @Test
  void mxnetTakesACardThatItsBuildKnows() {
    Placement placement = Placement.of("auto", "auto", facts(List.of(A100), CUDA_11_2));

    assertThat(placement.devices()).containsExactly("gpu0");
    assertThat(placement.engine().name()).isEqualTo("MXNet");
    assertThat(placement.onGpus()).isTrue();
  }

  @Test
  void pytorchTakesOverOnANewerCardAndTheReasonNamesIt() {
    Placement placement = Placement.of("auto", "gpu1", facts(List.of(A100, H200), CUDA_12_8));

    assertThat(placement.devices()).containsExactly("gpu1");
    assertThat(placement.engine().name()).isEqualTo("PyTorch");
    assertThat(placement.reason())
        .isEqualTo(
            "MXNet's CUDA build knows no card newer than 8.0, and there is"
                + " gpu1 (NVIDIA H200, compute capability 9.0)");
  }

  @Test
  void oneNewCardAmongOldOnesDecidesForAll() {
    assertThat(Placement.of("auto", "gpu", facts(List.of(A100, H200), CUDA_12_8)).engine().name())
        .isEqualTo("PyTorch");
  }

  @Test
  void pytorchTakesOverWhereTheCudaRuntimeIsNotMxnets() {
    Placement placement = Placement.of("auto", "auto", facts(List.of(A100), CUDA_12_8));

    assertThat(placement.engine().name()).isEqualTo("PyTorch");
    assertThat(placement.reason()).contains("needs CUDA 11.2, and here is 12.8");
  }

  @Test
  void anMxnetOfOnesOwnIsTrusted() {
    DeviceFacts facts =
        new DeviceFacts(
            List.of(RTX_3090), NO_CUDA, true, Map.of("MXNET_LIBRARY_PATH", "/opt/mxnet"));

    assertThat(Placement.of("mxnet", "gpu0", facts).engine().name()).isEqualTo("MXNet");
  }

  @Test
  void aChosenFlavorNeedsNoRuntimeLibrary() {
    DeviceFacts facts =
        new DeviceFacts(List.of(H200), NO_CUDA, true, Map.of("PYTORCH_FLAVOR", "cu128"));

    assertThat(Placement.of("pytorch", "auto", facts).devices()).containsExactly("gpu1");
  }

  @Test
  void autoFallsBackToTheCpuWhereNoEngineCanUseTheGpu() {
    Placement placement = Placement.of("auto", "auto", facts(List.of(RTX_3090), NO_CUDA));

    assertThat(placement.devices()).containsExactly("cpu");
    assertThat(placement.reason())
        .contains("no engine can use gpu0 (NVIDIA GeForce RTX 3090", "PYTORCH_FLAVOR=cu128");
  }

  @Test
  void aGpuNamedTwiceHasTwoPlaces() {
    assertThat(
            Placement.of("pytorch", "gpu0,gpu0,gpu1", facts(List.of(A100, H200), CUDA_12_8))
                .devices())
        .containsExactly("gpu0", "gpu0", "gpu1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auto | gpu7 | --devices gpu7: there is no such GPU; here are gpu0 (NVIDIA GeForce RTX 3090",
        "auto | gpu0,cpu | 'cpu' is no device",
        "auto | cuda | 'cuda' is no device; use auto, cpu, gpu, or GPUs such as gpu0,gpu1",
        "mxnet | gpu0 | MXNet's CUDA build knows no card newer than 8.0",
        "tensorflow | cpu | unknown engine 'tensorflow'",
      })
  void whatCannotBeHadIsAClearError(String engine, String devices, String message) {
    assertThatThrownBy(() -> Placement.of(engine, devices, facts(List.of(RTX_3090), CUDA_12_8)))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"gpu", "gpu7"})
  void whereThereAreNoGpusThatIsSaid(String devices) {
    assertThatThrownBy(() -> Placement.of("auto", devices, facts(List.of(), NO_CUDA)))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("there is no GPU here; use --devices cpu");
  }

  @Test
  void anOldCudaIsNotPytorchs() {
    assertThatThrownBy(() -> Placement.of("pytorch", "gpu0", facts(List.of(RTX_3090), CUDA_11_2)))
        .hasMessageContaining("PyTorch's CUDA build needs CUDA 12, and here is 11.2");
  }

  private static DeviceFacts facts(List<Gpu> gpus, OptionalInt cuda) {
    return new DeviceFacts(gpus, cuda, true, Map.of());
  }
}
