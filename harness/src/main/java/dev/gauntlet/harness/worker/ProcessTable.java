package dev.gauntlet.harness.worker;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The processes of this machine at one moment; what they hold is known on Linux only. */
final class ProcessTable {
  private static final Path PROC = Path.of("/proc");
  private static final Pattern PARENT = Pattern.compile("^PPid:\\s*(\\d+)$", Pattern.MULTILINE);
  private static final Pattern RESIDENT =
      Pattern.compile("^VmRSS:\\s*(\\d+) kB$", Pattern.MULTILINE);

  private final Map<Long, List<Long>> children = new HashMap<>();
  private final Map<Long, Long> resident = new HashMap<>();

  private ProcessTable() {}

  /**
   * A process with everything that it has started.
   *
   * @param processes how many there are
   * @param residentBytes the memory that they hold, native libraries included; 0 where unknown
   */
  record Tree(int processes, long residentBytes) {}

  /** The processes that run now. */
  static ProcessTable now() {
    ProcessTable table = new ProcessTable();
    if (!Files.isReadable(PROC.resolve("self/status"))) {
      ProcessHandle.allProcesses()
          .forEach(
              process ->
                  process.parent().ifPresent(parent -> table.add(process.pid(), parent.pid(), 0)));
      return table;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        table.read(Long.parseLong(folder.getFileName().toString()));
      }
    } catch (IOException e) {
      // Then the processes that were listed so far must do until the next look.
    }
    return table;
  }

  /** The tree that a process is the root of. */
  Tree tree(long root) {
    int count = 0;
    long bytes = 0;
    Deque<Long> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      long pid = open.pop();
      count++;
      bytes += resident.getOrDefault(pid, 0L);
      children.getOrDefault(pid, List.of()).forEach(open::push);
    }
    return new Tree(count, bytes);
  }

  /** The memory that one process holds; 0 where it cannot be told. */
  static long residentBytes(long pid) {
    return number(RESIDENT, status(pid)) << 10;
  }

  private void read(long pid) {
    String status = status(pid);
    if (!status.isEmpty()) {
      add(pid, number(PARENT, status), number(RESIDENT, status) << 10);
    }
  }

  private void add(long pid, long parent, long bytes) {
    children.computeIfAbsent(parent, key -> new ArrayList<>()).add(pid);
    resident.put(pid, bytes);
  }

  private static String status(long pid) {
    try {
      return Files.readString(PROC.resolve(Long.toString(pid)).resolve("status"));
    } catch (IOException e) {
      return "";
    }
  }

  private static long number(Pattern pattern, String status) {
    Matcher matcher = pattern.matcher(status);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
