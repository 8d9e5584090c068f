package dev.gauntlet.harness.device;

import ai.djl.util.cuda.CudaUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What this machine has that decides where models can run.
 *
 * @param gpus those that may be used, numbered as CUDA numbers them
 * @param cudaRuntime the version of the CUDA runtime library that DJL finds, 11020 for 11.2; empty
 *     where it finds none
 * @param mxnetNatives whether MXNet was built for this processor
 * @param settings of the environment that decide which native library DJL takes
 */
public record DeviceFacts(
    List<Gpu> gpus, OptionalInt cudaRuntime, boolean mxnetNatives, Map<String, String> settings) {
  public DeviceFacts {
    gpus = List.copyOf(gpus);
    settings = Map.copyOf(settings);
  }

  /** This machine; asks the CUDA runtime as DJL does, and the driver where there is none. */
  public static DeviceFacts here() {
    List<Gpu> known = NvidiaSmi.list();
    int count = CudaUtils.getGpuCount();
    Map<String, String> settings = System.getenv();
    return new DeviceFacts(
        count > 0
            ? seenByCuda(count, known)
            : VisibleDevices.of(known, settings.get("CUDA_VISIBLE_DEVICES")),
        count > 0 ? OptionalInt.of(CudaUtils.getCudaVersion()) : OptionalInt.empty(),
        // MXNet was built for x86-64 only.
        List.of("amd64", "x86_64").contains(System.getProperty("os.arch")),
        settings);
  }

  boolean set(String variable) {
    return !settings.getOrDefault(variable, "").isBlank();
  }

  private static List<Gpu> seenByCuda(int count, List<Gpu> known) {
    List<Gpu> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int capability = Integer.parseInt(CudaUtils.getComputeCapability(i));
      // The driver may count in another order, and knows those too that are hidden from CUDA.
      String name =
          known.stream()
              .filter(gpu -> gpu.capability() == capability)
              .map(Gpu::name)
              .findFirst()
              .orElse("GPU");
      seen.add(new Gpu(i, name, capability));
    }
    return seen;
  }
}
