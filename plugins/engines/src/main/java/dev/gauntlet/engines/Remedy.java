package dev.gauntlet.engines;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A change of an engine's environment that is known to avoid faults of its kernels.
 *
 * @param environment variables, set before the process starts; none for the engine as it is
 */
public record Remedy(Map<String, String> environment) {
  /** The engine as it is. */
  public static final Remedy NONE = new Remedy(Map.of());

  /** Which instructions oneDNN, PyTorch's library of kernels, may use. */
  static final String ONEDNN_MAX_CPU_ISA = "ONEDNN_MAX_CPU_ISA";

  /** Whether MXNet uses oneDNN. */
  static final String MXNET_MKLDNN_ENABLED = "MXNET_MKLDNN_ENABLED";

  private static final Map<String, String> DEFAULTS =
      Map.of(ONEDNN_MAX_CPU_ISA, "ALL", MXNET_MKLDNN_ENABLED, "1");

  public Remedy {
    environment = Map.copyOf(environment);
  }

  /** What may help an engine on the processors, what costs least first. */
  static List<Remedy> of(String engine) {
    List<Remedy> remedies = new ArrayList<>();
    switch (engine) {
      case "PyTorch" -> {
        for (String instructions : List.of("AVX2", "AVX", "SSE41")) {
          remedies.add(new Remedy(Map.of(ONEDNN_MAX_CPU_ISA, instructions)));
        }
      }
      case "MXNet" -> remedies.add(new Remedy(Map.of(MXNET_MKLDNN_ENABLED, "0")));
      default -> {}
    }
    return remedies;
  }

  /** Every variable that a remedy sets. */
  public static Set<String> variables() {
    return DEFAULTS.keySet();
  }

  /** What every variable that a remedy sets means where it is not set, spelled out. */
  static Map<String, String> defaults() {
    return DEFAULTS;
  }

  /** As a shell would have it; empty for the engine as it is. */
  @Override
  public String toString() {
    return String.join(
        " ",
        environment.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(variable -> variable.getKey() + "=" + variable.getValue())
            .toList());
  }
}
