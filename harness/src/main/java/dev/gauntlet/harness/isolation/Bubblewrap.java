package dev.gauntlet.harness.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Linux namespaces, made by {@code bwrap}: no network, a root folder that cannot be written and
 * shows the system's programs and libraries, the JDK and what the enclosure names; private {@code
 * /tmp} and home; processes of its own that see no others and end with it; no privileges, nor ways
 * to new ones.
 *
 * @param program the path of bwrap
 * @param nesting whether what runs inside may make namespaces of its own
 */
public record Bubblewrap(Path program, boolean nesting) implements Isolation {
  /** What whoever runs the machine has installed, Gauntlet itself perhaps. */
  private static final String LOCAL = "/usr/local";

  /** What the dynamic linker and the JDK read of /etc; nothing that says who uses the machine. */
  private static final List<String> CONFIGURATION =
      List.of("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime");

  /** The nobody of most systems. */
  private static final String NOBODY = "65534";

  @Override
  public String word() {
    return "bwrap";
  }

  @Override
  public Path temporary(Path desk) {
    return Path.of(Enclosure.TEMPORARY);
  }

  @Override
  public Confined confine(Enclosure enclosure) {
    List<String> command = namespaces(enclosure.limits().outputBytes());
    if (enclosure.gpu()) {
      graphicsCards(command);
    } else if (Files.isDirectory(Path.of(LOCAL))) {
      // Nothing of it is needed, but on a GPU CUDA may be there.
      add(command, "--tmpfs", LOCAL);
    }
    // Shortest first: a folder that was mounted after a file in it would hide the file's mount.
    TreeSet<Path> readable = new TreeSet<>(enclosure.readable());
    readable.add(enclosure.java());
    for (Path path : readable) {
      add(command, "--ro-bind", path.toString(), path.toString());
    }
    add(command, "--ro-bind", enclosure.in().toString(), Enclosure.DESK + "/in");
    add(command, "--bind", enclosure.out().toString(), Enclosure.DESK + "/out");
    add(command, "--remount-ro", "/dev", "--remount-ro", "/");
    add(
        command,
        "--setenv",
        "HOME",
        Enclosure.TEMPORARY,
        "--setenv",
        "TMPDIR",
        Enclosure.TEMPORARY);
    add(command, "--chdir", Enclosure.DESK, "--", enclosure.javaCommand());
    command.addAll(enclosure.arguments());
    return new Confined(command, List.of());
  }

  /** A command that succeeds where workers can be started. */
  List<String> probe() {
    List<String> command = namespaces(1 << 20);
    add(command, "--remount-ro", "/", "--", "true");
    return command;
  }

  private List<String> namespaces(long temporaryBytes) {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    add(command, "--unshare-all", "--unshare-user");
    if (!nesting) {
      add(command, "--disable-userns");
    }
    add(command, "--uid", NOBODY, "--gid", NOBODY, "--cap-drop", "ALL");
    add(command, "--hostname", "worker", "--new-session", "--die-with-parent");
    system(command);
    String most = Long.toString(temporaryBytes);
    add(command, "--proc", "/proc", "--dev", "/dev");
    add(command, "--size", most, "--tmpfs", "/dev/shm");
    add(command, "--size", most, "--tmpfs", Enclosure.TEMPORARY);
    return command;
  }

  private static void system(List<String> command) {
    add(command, "--ro-bind", "/usr", "/usr");
    for (String name : List.of("bin", "sbin", "lib", "lib32", "lib64")) {
      Path folder = Path.of("/", name);
      if (Files.isSymbolicLink(folder)) {
        add(command, "--symlink", target(folder), folder.toString());
      } else {
        add(command, "--ro-bind-try", folder.toString(), folder.toString());
      }
    }
    for (String name : CONFIGURATION) {
      add(command, "--ro-bind-try", "/etc/" + name, "/etc/" + name);
    }
    // Debian keeps a JDK's configuration there and links to it from the JDK's own folder.
    for (Path folder : children(Path.of("/etc"), "java")) {
      add(command, "--ro-bind", folder.toString(), folder.toString());
    }
  }

  private static void graphicsCards(List<String> command) {
    for (Path device : children(Path.of("/dev"), "nvidia")) {
      add(command, "--dev-bind", device.toString(), device.toString());
    }
    add(command, "--ro-bind", "/sys", "/sys");
  }

  private static List<Path> children(Path folder, String prefix) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> path.getFileName().toString().startsWith(prefix)).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new IsolationException("cannot read the link " + link + ": " + e.getMessage(), e);
    }
  }

  private static void add(List<String> command, String... words) {
    command.addAll(List.of(words));
  }
}
