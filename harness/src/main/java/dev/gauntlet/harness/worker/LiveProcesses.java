package dev.gauntlet.harness.worker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The worker processes that run now; all are killed when the harness ends. */
final class LiveProcesses {
  private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> ALL.forEach(LiveProcesses::kill), "kill workers"));
  }

  private LiveProcesses() {}

  static void add(Process process) {
    ALL.add(process);
  }

  static void remove(Process process) {
    ALL.remove(process);
  }

  /** With everything it has started: a submission may fork, too. */
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
