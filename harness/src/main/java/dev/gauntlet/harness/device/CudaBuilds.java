package dev.gauntlet.harness.device;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the engines' CUDA builds can run on, as DJL 0.35 resolves them; each method says what stands
 * against an engine, or nothing.
 */
final class CudaBuilds {
  /** DJL takes MXNet 1.9.1 for CUDA on these compute capabilities only. */
  private static final Set<Integer> MXNET_CAPABILITIES = Set.of(50, 60, 70, 75, 80);

  private static final int MXNET_NEWEST = 80;

  /** Of {@code mxnet-native-cu112mkl}. */
  private static final int MXNET_CUDA = 11_020;

  /** Of {@code pytorch-native-cu128}: any CUDA of that major version will do. */
  private static final int PYTORCH_CUDA_MAJOR = 12;

  private CudaBuilds() {}

  static Optional<String> againstMxnet(List<Gpu> gpus, DeviceFacts facts) {
    if (!facts.mxnetNatives()) {
      return Optional.of("MXNet was built for x86-64 processors only");
    }
    // Whoever built their own knows what it runs on.
    if (facts.set("MXNET_LIBRARY_PATH")) {
      return Optional.empty();
    }
    for (Gpu gpu : gpus) {
      if (gpu.capability() > MXNET_NEWEST) {
        return Optional.of("MXNet's CUDA build knows no card newer than 8.0, and there is " + gpu);
      }
      if (!MXNET_CAPABILITIES.contains(gpu.capability())) {
        return Optional.of("MXNet's CUDA build was not made for " + gpu);
      }
    }
    if (facts.cudaRuntime().isEmpty()) {
      return Optional.of(
          "MXNet's CUDA build needs the CUDA 11.2 runtime library (libcudart), and none is found");
    }
    return facts.cudaRuntime().getAsInt() / 10 == MXNET_CUDA / 10
        ? Optional.empty()
        : Optional.of(
            "MXNet's CUDA build needs CUDA 11.2, and here is "
                + version(facts.cudaRuntime().getAsInt()));
  }

  static Optional<String> againstPytorch(DeviceFacts facts) {
    if (facts.set("PYTORCH_LIBRARY_PATH")
        || facts.settings().getOrDefault("PYTORCH_FLAVOR", "").startsWith("cu")) {
      return Optional.empty();
    }
    if (facts.cudaRuntime().isEmpty()) {
      return Optional.of(
          "DJL finds no CUDA runtime library (libcudart): install CUDA 12, or set"
              + " PYTORCH_FLAVOR=cu128");
    }
    return facts.cudaRuntime().getAsInt() / 1000 == PYTORCH_CUDA_MAJOR
        ? Optional.empty()
        : Optional.of(
            "PyTorch's CUDA build needs CUDA 12, and here is "
                + version(facts.cudaRuntime().getAsInt())
                + "; install CUDA 12, or set PYTORCH_FLAVOR=cu128");
  }

  private static String version(int runtime) {
    return runtime / 1000 + "." + runtime / 10 % 100;
  }
}
