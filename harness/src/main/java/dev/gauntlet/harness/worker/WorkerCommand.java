package dev.gauntlet.harness.worker;

import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.harness.isolation.Confined;
import dev.gauntlet.harness.isolation.Enclosure;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command line and environment of a worker's process, and what it may see. */
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
          "LC_CTYPE",
          "LD_LIBRARY_PATH",
          "DYLD_LIBRARY_PATH",
          "CUDA_VISIBLE_DEVICES",
          "DJL_OFFLINE",
          "MXNET_LIBRARY_PATH",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "PYTORCH_FLAVOR");

  /** Those of them that name files and folders. */
  private static final List<String> LIBRARY_PATHS =
      List.of("LD_LIBRARY_PATH", "MXNET_LIBRARY_PATH", "PYTORCH_LIBRARY_PATH");

  /** Bytes: more than a step's largest array. */
  private static final String KEPT_BLOCK = Integer.toString(256 << 20);

  private final WorkerSettings settings;
  private final Desk desk;
  private final Map<String, String> environment;
  private final Confined confined;

  WorkerCommand(WorkerKind kind, WorkerSettings settings, Desk desk) {
    this.settings = settings;
    this.desk = desk;
    this.environment = environment(settings.engine(), settings.threads(), settings.onGpu());
    this.confined =
        settings
            .isolation()
            .confine(
                new Enclosure(
                    Path.of(System.getProperty("java.home")),
                    arguments(),
                    environment.keySet(),
                    desk.folder(),
                    readable(kind),
                    settings.onGpu(),
                    settings.limits()));
  }

  /** How the process is ended. */
  Confined confined() {
    return confined;
  }

  ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(confined.command());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(desk.folder().toFile());
    return builder;
  }

  private List<String> arguments() {
    Path temporary = settings.isolation().temporary(desk.folder());
    return List.of(
        "-Xmx" + settings.limits().heapBytes(),
        // A sixty-fourth of the machine's memory would be a lot for each of many workers.
        "-Xms64m",
        // The work is the engine's: start-up and memory matter more than peak speed.
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        // Standard output is for replies; a crash is to be read in the log, not in a file.
        "-XX:+DisplayVMOutputToStderr",
        "-XX:+ErrorFileToStderr",
        "-XX:-CreateCoredumpOnCrash",
        "-XX:-UsePerfData",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.io.tmpdir=" + temporary,
        "-Duser.home=" + temporary,
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        // It warns on every machine whose graphics driver is missing or old.
        "-Dorg.slf4j.simpleLogger.log.ai.djl.util.cuda=error",
        "-Dai.djl.default_engine=" + settings.engine().name(),
        "-Dai.djl.pytorch.num_threads=" + settings.threads(),
        WorkerMain.class.getName());
  }

  /** The variables of a process that runs an engine. */
  static Map<String, String> environment(EngineChoice engine, int engineThreads, boolean onGpu) {
    Map<String, String> variables = new TreeMap<>(System.getenv());
    variables.keySet().retainAll(INHERITED);
    variables.putAll(engine.kernels());
    // Not an argument: it would push the main class out of what ps and its like show.
    variables.put(
        "CLASSPATH",
        classPath(onGpu).stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    variables.put("DJL_CACHE_DIR", EngineLibraries.folder().toString());
    variables.put("ENGINE_CACHE_DIR", EngineLibraries.folder().toString());
    String threads = Integer.toString(engineThreads);
    // MXNet reads these once, before it starts; without them it uses one thread.
    variables.put("OMP_NUM_THREADS", threads);
    variables.put("MKL_NUM_THREADS", threads);
    // Threads that wait without sleeping take the processor from those they wait for: with two
    // threads on a machine where something else runs too, that made MXNet six times slower.
    variables.put("OMP_WAIT_POLICY", "passive");
    // Glibc gives large blocks back to the system at every step, and the system clears them anew
    // for the next: PyTorch is 3 to 9 % faster where they stay. MXNet keeps a pool of its own.
    variables.put("MALLOC_MMAP_THRESHOLD_", KEPT_BLOCK);
    variables.put("MALLOC_TRIM_THRESHOLD_", KEPT_BLOCK);
    variables.putIfAbsent("DJL_OFFLINE", "true");
    variables.put("OPT_OUT_TRACKING", "true");
    return variables;
  }

  private List<Path> readable(WorkerKind kind) {
    List<Path> readable = new ArrayList<>(classPath(settings.onGpu()));
    readable.addAll(kind.jars());
    readable.add(EngineLibraries.folder());
    for (String variable : LIBRARY_PATHS) {
      String paths = environment.getOrDefault(variable, "");
      Stream.of(paths.split(File.pathSeparator, -1))
          .filter(path -> !path.isEmpty())
          .map(Path::of)
          .forEach(readable::add);
    }
    return readable.stream().filter(Files::exists).map(Path::toAbsolutePath).distinct().toList();
  }

  /**
   * The harness's own, good from any working directory, but for the data sets: a plugin could read
   * the test labels out of them.
   */
  private static List<Path> classPath(boolean onGpu) {
    Path datasets = codeOf(DatasetRegistry.class);
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> !entry.normalize().equals(datasets))
        .filter(entry -> !onGpu || !isForCpu(entry))
        .toList();
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the code of " + type.getName() + " is at no path", e);
    }
  }

  /** DJL takes these wherever it sees them, GPU or not, and never looks for the CUDA builds. */
  private static boolean isForCpu(Path jar) {
    String name = jar.getFileName().toString();
    return name.startsWith("mxnet-native-mkl-") || name.startsWith("pytorch-native-cpu-");
  }
}
