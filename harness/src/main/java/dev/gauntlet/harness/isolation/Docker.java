package dev.gauntlet.harness.isolation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A container for each worker, of an image that has Java, OpenMP and nothing of interest: no
 * network, a root folder that cannot be written, private {@code /tmp}, no capabilities, memory and
 * processes limited by the kernel. The harness's jars are mounted into it; Java is the image's.
 *
 * @param program the path of docker
 * @param image for example {@code gauntlet}, as {@code docker/Dockerfile} builds it
 * @param user whom the processes run as, {@code uid:gid}: the owner of the desks
 */
public record Docker(Path program, String image, String user) implements Isolation {
  /** What an image sets for itself. */
  private static final Set<String> THE_IMAGES_OWN =
      Set.of("PATH", "HOME", "TMPDIR", "TMP", "TEMP", "LD_LIBRARY_PATH");

  @Override
  public String word() {
    return "docker";
  }

  @Override
  public Path temporary(Path desk) {
    return Path.of(Enclosure.TEMPORARY);
  }

  @Override
  public Confined confine(Enclosure enclosure) {
    return confine(enclosure, "gauntlet-" + UUID.randomUUID());
  }

  Confined confine(Enclosure enclosure, String name) {
    long output = enclosure.limits().outputBytes();
    long resident = enclosure.limits().residentBytes();
    List<String> command = new ArrayList<>(List.of(program.toString(), "run"));
    add(command, "--rm", "--interactive", "--init", "--name", name, "--hostname", "worker");
    add(command, "--pull", "never", "--network", "none", "--ipc", "private");
    add(command, "--read-only", "--user", user);
    add(command, "--cap-drop", "ALL", "--security-opt", "no-new-privileges");
    // Every thread counts for the kernel, and a JVM with an engine has dozens.
    add(command, "--pids-limit", Integer.toString(256 + enclosure.limits().processes()));
    // No swap beside it: a worker that needs more memory is to end, not to crawl.
    add(command, "--memory", Long.toString(resident), "--memory-swap", Long.toString(resident));
    add(command, "--ulimit", "core=0", "--ulimit", "fsize=" + output);
    add(
        command,
        "--tmpfs",
        String.format(Locale.ROOT, "%s:rw,exec,nosuid,nodev,size=%d", Enclosure.TEMPORARY, output));
    if (enclosure.gpu()) {
      add(command, "--gpus", "all");
    }
    for (Path path : new TreeSet<>(enclosure.readable())) {
      mount(command, path, path.toString(), true);
    }
    mount(command, enclosure.in(), Enclosure.DESK + "/in", true);
    mount(command, enclosure.out(), Enclosure.DESK + "/out", false);
    add(command, "--workdir", Enclosure.DESK);
    for (String variable : new TreeSet<>(enclosure.variables())) {
      if (!THE_IMAGES_OWN.contains(variable)) {
        add(command, "--env", variable);
      }
    }
    add(command, "--env", "HOME=" + Enclosure.TEMPORARY);
    add(command, "--entrypoint", "java", image);
    command.addAll(enclosure.arguments());
    // Whoever kills the client leaves the container running.
    return new Confined(command, List.of(program.toString(), "rm", "--force", name));
  }

  /** A command that succeeds where workers can be started. */
  List<String> probe() {
    return List.of(
        program.toString(),
        "run",
        "--rm",
        "--pull",
        "never",
        "--network",
        "none",
        "--entrypoint",
        "java",
        image,
        "-version");
  }

  private static void mount(List<String> command, Path from, String to, boolean readOnly) {
    if (from.toString().contains(",")) {
      throw new IsolationException(
          "docker cannot mount %s: its path has a comma; move it or use --isolation bwrap"
              .formatted(from));
    }
    add(
        command,
        "--mount",
        "type=bind,source=%s,target=%s%s".formatted(from, to, readOnly ? ",readonly" : ""));
  }

  private static void add(List<String> command, String... words) {
    command.addAll(List.of(words));
  }
}
