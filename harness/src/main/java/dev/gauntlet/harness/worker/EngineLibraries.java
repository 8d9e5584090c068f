package dev.gauntlet.harness.worker;

import ai.djl.engine.Engine;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.store.UserHome;
import dev.gauntlet.harness.worker.WorkerException.Reason;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Prepare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The engines' native libraries. DJL unpacks them when an engine starts for the first time, or
 * downloads those for a GPU; a confined worker can do neither, and so one without plugins does it
 * before.
 */
final class EngineLibraries {
  private static final Duration DOWNLOAD = Duration.ofMinutes(30);
  private static final Set<String> UNPACKED = new HashSet<>();

  private EngineLibraries() {}

  /** Where DJL keeps them. */
  static Path folder() {
    return UserHome.here().engines();
  }

  /**
   * Sees to it that the libraries are there that workers with such settings need.
   *
   * @throws WorkerException if the engine does not start
   */
  static synchronized void unpack(WorkerSettings settings) {
    String engine = settings.engine().name();
    if (settings.isolation() instanceof Unconfined
        || UNPACKED.contains(engine + settings.device())) {
      return;
    }
    if (settings.onGpu() || !there(settings.engine())) {
      WorkerKind nothing = new WorkerKind(Role.DESCRIBE, List.of());
      try (WorkerProcess worker = WorkerProcess.start(nothing, settings.unconfined())) {
        if (worker.ask(new Prepare(List.of()), DOWNLOAD, progress -> {}) instanceof Failed failed) {
          throw new WorkerException(
              Reason.DIED, engine + " does not start: " + failed.error(), failed.trace());
        }
      }
    }
    UNPACKED.add(engine + settings.device());
  }

  /** Whether those for the processors are there, of the versions that this DJL uses. */
  private static boolean there(EngineChoice engine) {
    Path folder = folder().resolve(engine.name().toLowerCase(java.util.Locale.ROOT));
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      List<String> found = files.map(file -> folder.relativize(file).toString()).toList();
      String version = engine.libraryVersion();
      return found.stream().anyMatch(file -> file.startsWith(version) && isLast(file));
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether DJL has put everything else there before. */
  private static boolean isLast(String file) {
    return file.endsWith("/libmxnet.so")
        || file.endsWith("/" + Engine.getDjlVersion() + "-libdjl_torch.so");
  }
}
