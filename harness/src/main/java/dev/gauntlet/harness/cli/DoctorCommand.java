package dev.gauntlet.harness.cli;

import dev.gauntlet.api.ApiVersion;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.plugins.PluginJars;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.EngineChoice;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.WorkerSettings;
import dev.gauntlet.harness.worker.message.Failed;
import dev.gauntlet.harness.worker.message.Prepare;
import dev.gauntlet.harness.worker.message.Reply;
import dev.gauntlet.leaderboard.results.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Show what this machine has, and try what a run needs: Java, engines, devices, sandbox, the"
          + " home folder and the plugins. Exit code 2 if a run could not work."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration ENGINE_LIMIT = Duration.ofSeconds(90);

  private final Installation installation;
  private final GradientsDoctor gradientsDoctor = new GradientsDoctor();
  private boolean healthy = true;

  @Mixin private HomeOption home;

  @Option(
      names = "--gradients",
      description =
          "Compare the engines' gradients of the toolkit's networks with finite differences, too;"
              + " takes about a minute. Exit code 2 if they differ.")
  private boolean gradients;

  @Spec private CommandSpec spec;

  DoctorCommand(Installation installation) {
    this.installation = installation;
  }

  @Override
  public Integer call() {
    Machine machine = MachineFacts.here();
    say("gauntlet", Installation.version() + ", plugin API " + ApiVersion.CURRENT);
    say("java", machine.java() + " in " + System.getProperty("java.home"));
    say("system", machine.os() + ", " + machine.arch() + ", " + machine.cpu());
    say("processors", machine.cores() + "; an engine uses all of them, shared among the workers");
    say(
        "memory",
        Bytes.text(machine.memoryBytes())
            + "; a worker's heap is "
            + Bytes.text(Limits.DEFAULT.heapBytes()));
    boolean writable = home();
    String auto = EngineChoice.of("auto").name();
    for (String word : List.of("mxnet", "pytorch")) {
      EngineChoice engine = EngineChoice.of(word);
      boolean chosen = engine.name().equals(auto);
      String result = writable ? tryEngine(engine) : "not tried: it needs the home folder";
      say("engine " + word, engine.version() + (chosen ? " (auto)" : "") + ": " + result);
      healthy &= !chosen || result.equals("works");
      if (gradients && result.equals("works")) {
        gradientsDoctor.check(engine, home.path());
      }
    }
    say("gpu", Tools.firstLine("nvidia-smi", "-L").orElse("none that nvidia-smi knows"));
    say("sandbox", sandbox());
    plugins();
    if (gradients) {
      gradientsDoctor.lines().forEach(spec.commandLine().getOut()::println);
      healthy &= gradientsDoctor.right();
    }
    spec.commandLine().getOut().println(healthy ? "ready" : "not ready: see above");
    return healthy ? ExitCodes.OK : ExitCodes.WRONG;
  }

  private boolean home() {
    Path folder = home.path();
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "doctor", ""));
      say(
          "home",
          folder
              + ": writable, "
              + Bytes.text(Files.getFileStore(folder).getUsableSpace())
              + " free");
      return true;
    } catch (IOException e) {
      say("home", folder + ": cannot be written (" + e + "); set GAUNTLET_HOME or give --home");
      healthy = false;
      return false;
    }
  }

  private String tryEngine(EngineChoice engine) {
    try {
      Path logs = Files.createTempDirectory(home.path(), "doctor");
      WorkerSettings settings =
          new WorkerSettings(
              engine, "cpu", WorkerSettings.threadsEach(1), Limits.DEFAULT, logs, logs);
      try (WorkerProcess worker =
          WorkerProcess.start(new WorkerKind(Role.CLASSIFY, List.of()), settings)) {
        Reply reply = worker.ask(new Prepare(List.of()), ENGINE_LIMIT, progress -> {});
        return reply instanceof Failed failed ? "does not load: " + failed.error() : "works";
      } finally {
        deleteFlat(logs);
      }
    } catch (GauntletException | IOException e) {
      return "does not start: " + e.getMessage();
    }
  }

  static void deleteFlat(Path folder) throws IOException {
    try (java.util.stream.Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static String sandbox() {
    return "bwrap "
        + Tools.find("bwrap").map(path -> "at " + path).orElse("not found")
        + ", docker "
        + Tools.find("docker").map(path -> "at " + path).orElse("not found");
  }

  private void plugins() {
    for (PluginFolder folder : installation.plugins()) {
      String result;
      try {
        result = PluginJars.in(List.of(folder)).size() + " jars";
      } catch (GauntletException e) {
        result = e.getMessage();
        healthy = false;
      }
      say(folder.builtIn() ? "built-in" : "dropped in", folder.directory() + ": " + result);
    }
  }

  private void say(String what, String text) {
    spec.commandLine().getOut().println(String.format("%-14s  %s", what, text));
  }
}
