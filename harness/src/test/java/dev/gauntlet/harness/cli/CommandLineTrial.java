package dev.gauntlet.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs commands on an installation of their own. */
final class CommandLineTrial {
  final Path root;
  final Path home;
  final Path runs;
  private final Installation installation;

  CommandLineTrial(Path folder) throws IOException {
    root = folder.resolve("root");
    home = folder.resolve("home");
    runs = folder.resolve("runs");
    Path distribution = root.resolve("distribution");
    Files.createDirectories(distribution.resolve("plugins"));
    Files.createDirectories(distribution.resolve("suites"));
    Files.createDirectories(root.resolve("plugins"));
    installation = new Installation(distribution, root, Optional.of(home));
    Files.copy(Path.of("../suites/quick.yaml"), installation.suites().resolve("quick.yaml"));
  }

  /** What a command left. */
  record Outcome(int exit, String out, String err) {}

  Outcome run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Main.commandLine(installation, new PrintWriter(out, true), new PrintWriter(err, true))
            .execute(args);
    return new Outcome(exit, out.toString(), err.toString());
  }

  /** The same in a process of its own. */
  List<String> process(String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It lives for seconds and spends them on starting.
    command.add("-XX:+UseSerialGC");
    command.add("-Dgauntlet.root=" + root);
    command.add("-Dgauntlet.distribution=" + installation.distribution());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    return command;
  }

  Path dropIns() {
    return root.resolve("plugins");
  }
}
