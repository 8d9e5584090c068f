package dev.gauntlet.engines;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a verdict holds for; with anything else the engine must be tested anew.
 *
 * @param engine DJL's name of it
 * @param version of its library and of DJL
 * @param device {@code cpu}, or a GPU with its model
 * @param processor family, model, stepping and flags of the processors as far as the system tells
 * @param library a hash of the native libraries' names, sizes, times and ends
 * @param threads the most that a worker has
 * @param environment the variables that change what engines compute, as they are set here
 * @param test the version of the test
 */
public record Subject(
    String engine,
    String version,
    String device,
    String processor,
    String library,
    int threads,
    Map<String, String> environment,
    int test) {
  /** What decides which library is loaded, and which kernels it has. */
  private static final Set<String> KERNEL_VARIABLES =
      Set.of(
          Remedy.ONEDNN_MAX_CPU_ISA,
          Remedy.MXNET_MKLDNN_ENABLED,
          "ATEN_CPU_CAPABILITY",
          "MXNET_LIBRARY_PATH",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR",
          "LD_LIBRARY_PATH",
          "OMP_WAIT_POLICY");

  /** Raise it where the known answers or their comparison change. */
  private static final int TEST = 1;

  public Subject {
    environment = Map.copyOf(environment);
  }

  /**
   * An engine of this distribution on this machine.
   *
   * @param device {@code cpu}, or a GPU with its model
   * @param cache where DJL keeps the libraries that it unpacks
   * @param environment all variables of a process that runs the engine
   */
  public static Subject here(
      String engine,
      String version,
      String device,
      int threads,
      Path cache,
      Map<String, String> environment) {
    Map<String, String> kernels = new TreeMap<>(environment);
    kernels.keySet().retainAll(KERNEL_VARIABLES);
    return new Subject(
        engine,
        version,
        device,
        Processor.here(),
        EngineLibrary.fingerprint(cache, engine),
        threads,
        kernels,
        TEST);
  }
}
