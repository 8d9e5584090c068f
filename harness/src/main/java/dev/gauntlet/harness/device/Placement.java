package dev.gauntlet.harness.device;

import dev.gauntlet.harness.worker.EngineChoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where models run in a run, and on which engine.
 *
 * @param engine of all workers
 * @param devices {@code cpu} alone, or one GPU a worker: {@code gpu0}, {@code gpu1}
 * @param reason why, for people
 */
public record Placement(EngineChoice engine, List<String> devices, String reason) {
  /** Not a GPU. */
  public static final String CPU = "cpu";

  private static final String AUTO = "auto";
  private static final String EVERY_GPU = "gpu";

  public Placement {
    devices = List.copyOf(devices);
    if (devices.isEmpty()) {
      throw new IllegalArgumentException("models run on at least one device");
    }
  }

  /**
   * Chooses.
   *
   * @param engine {@code auto}, {@code mxnet} or {@code pytorch}
   * @param devices {@code auto}, {@code cpu}, {@code gpu} for every GPU, or GPUs separated by
   *     commas; one named twice gets two workers
   * @throws DeviceException if a device is not here, or the engine cannot use it
   * @throws dev.gauntlet.api.GauntletException if there is no such engine
   */
  public static Placement of(String engine, String devices, DeviceFacts facts) {
    String word = devices.strip().toLowerCase(Locale.ROOT);
    String named = engine.toLowerCase(Locale.ROOT);
    EngineChoice.of(named);
    if (word.equals(CPU)) {
      return onCpu(named, facts, "as asked for");
    }
    if (word.equals(AUTO) && facts.gpus().isEmpty()) {
      return onCpu(named, facts, "there is no GPU");
    }
    List<Gpu> gpus =
        word.equals(AUTO) || word.equals(EVERY_GPU) ? facts.gpus() : named(word, facts);
    if (gpus.isEmpty()) {
      throw new DeviceException("there is no GPU here; use --devices cpu");
    }
    Optional<String> mxnet = CudaBuilds.againstMxnet(gpus, facts);
    Optional<String> pytorch = CudaBuilds.againstPytorch(facts);
    if (mxnet.isEmpty() && !named.equals("pytorch")) {
      return onGpus("mxnet", gpus, "its CUDA build knows " + list(gpus));
    }
    if (pytorch.isEmpty() && !named.equals("mxnet")) {
      return onGpus("pytorch", gpus, named.equals(AUTO) ? mxnet.orElseThrow() : "on " + list(gpus));
    }
    String against =
        switch (named) {
          case "mxnet" -> mxnet.orElseThrow();
          case "pytorch" -> pytorch.orElseThrow();
          default -> mxnet.orElseThrow() + "; " + pytorch.orElseThrow();
        };
    if (word.equals(AUTO)) {
      return onCpu(named, facts, "no engine can use " + list(gpus) + ": " + against);
    }
    throw new DeviceException(
        "--devices %s: %s; or use --devices cpu; docs/gpu.md says what works where"
            .formatted(devices, against));
  }

  /** Whether models run on GPUs. */
  public boolean onGpus() {
    return !devices.get(0).equals(CPU);
  }

  /** The same for a single worker. */
  public Placement forOneWorker() {
    return new Placement(engine, devices.subList(0, 1), reason);
  }

  private static Placement onCpu(String engine, DeviceFacts facts, String reason) {
    String chosen = engine.equals(AUTO) ? facts.mxnetNatives() ? "mxnet" : "pytorch" : engine;
    return new Placement(EngineChoice.of(chosen), List.of(CPU), reason);
  }

  private static Placement onGpus(String engine, List<Gpu> gpus, String reason) {
    return new Placement(EngineChoice.of(engine), gpus.stream().map(Gpu::device).toList(), reason);
  }

  private static List<Gpu> named(String devices, DeviceFacts facts) {
    List<Gpu> chosen = new ArrayList<>();
    for (String name : devices.split(",", -1)) {
      String device = name.strip();
      if (!device.matches("gpu\\d{1,4}")) {
        throw new DeviceException(
            "--devices %s: '%s' is no device; use auto, cpu, gpu, or GPUs such as gpu0,gpu1"
                .formatted(devices, device));
      }
      chosen.add(
          facts.gpus().stream()
              .filter(gpu -> gpu.device().equals(device))
              .findFirst()
              .orElseThrow(() -> new DeviceException(missing(device, facts))));
    }
    return chosen;
  }

  private static String missing(String device, DeviceFacts facts) {
    return facts.gpus().isEmpty()
        ? "--devices " + device + ": there is no GPU here; use --devices cpu"
        : "--devices " + device + ": there is no such GPU; here are " + list(facts.gpus());
  }

  private static String list(List<Gpu> gpus) {
    return gpus.stream().distinct().map(Gpu::toString).collect(Collectors.joining(", "));
  }
}
