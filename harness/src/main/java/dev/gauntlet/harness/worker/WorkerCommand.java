package dev.gauntlet.harness.worker;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line and environment of a worker's process. */
final class WorkerCommand {
  /** What a JVM and the engines' natives need to find from the harness's own environment. */
  private static final List<String> INHERITED =
      List.of(
          "PATH",
          "HOME",
          "USERPROFILE",
          "SystemRoot",
          "TMPDIR",
          "TEMP",
          "TMP",
          "LANG",
          "LC_ALL",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "CUDA_VISIBLE_DEVICES",
          "DJL_CACHE_DIR",
          "ENGINE_CACHE_DIR",
          "DJL_OFFLINE",
          "MXNET_LIBRARY_PATH",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR");

  /** Bytes: more than a step's largest array. */
  private static final String KEPT_BLOCK = Integer.toString(256 << 20);

  private WorkerCommand() {}

  static ProcessBuilder of(WorkerSettings settings) {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + settings.limits().heapBytes(),
            // A sixty-fourth of the machine's memory would be a lot for each of many workers.
            "-Xms64m",
            // The work is the engine's: start-up and memory matter more than peak speed.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + settings.scratch(),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
            // It warns on every machine whose graphics driver is missing or old.
            "-Dorg.slf4j.simpleLogger.log.ai.djl.util.cuda=error",
            "-Dai.djl.default_engine=" + settings.engine().name(),
            "-Dai.djl.pytorch.num_threads=" + settings.threads(),
            WorkerMain.class.getName());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    // Not an argument: it would push the main class out of what ps and its like show.
    environment.put("CLASSPATH", classPath(WorkerSettings.isGpu(settings.device())));
    builder.directory(settings.scratch().toFile());
    String threads = Integer.toString(settings.threads());
    // MXNet reads these once, before it starts; without them it uses one thread.
    environment.put("OMP_NUM_THREADS", threads);
    environment.put("MKL_NUM_THREADS", threads);
    // Threads that wait without sleeping take the processor from those they wait for: with two
    // threads on a machine where something else runs too, that made MXNet six times slower.
    environment.put("OMP_WAIT_POLICY", "passive");
    // Glibc gives large blocks back to the system at every step, and the system clears them anew
    // for
    // the next: PyTorch is 3 to 9 % faster where they stay. MXNet keeps a pool of its own.
    environment.put("MALLOC_MMAP_THRESHOLD_", KEPT_BLOCK);
    environment.put("MALLOC_TRIM_THRESHOLD_", KEPT_BLOCK);
    environment.putIfAbsent("DJL_OFFLINE", "true");
    environment.put("OPT_OUT_TRACKING", "true");
    return builder;
  }

  /** The harness's own, good from any working directory. */
  private static String classPath(boolean gpu) {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> !gpu || !isForCpu(entry))
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** DJL takes these wherever it sees them, GPU or not, and never looks for the CUDA builds. */
  private static boolean isForCpu(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("mxnet-native-mkl-") || name.startsWith("pytorch-native-cpu-");
  }
}
