package dev.gauntlet.harness.cli;

import dev.gauntlet.api.ApiVersion;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.isolation.Candidate;
import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.isolation.Unconfined;
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
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Show what this machine has, and try what a run needs: Java, engines, devices, isolation, the"
          + " home folder and the plugins. Exit code 2 if a run could not work."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration ENGINE_LIMIT = Duration.ofMinutes(5);
  private static final Duration DOWNLOAD_LIMIT = Duration.ofMinutes(30);
  private static final String WORKS = "works";

  private final Installation installation;
  private final GradientsDoctor gradientsDoctor = new GradientsDoctor();
  private final IsolationChoice choice = new IsolationChoice(System.getenv());
  private Isolation isolation;
  private boolean healthy = true;

  @Option(
      names = "--measure",
      description = "Measure again how many workers and how large batches are fastest here.")
  private boolean measure;

  @Mixin private HomeOption home;
  @Mixin private DeviceOptions options = new DeviceOptions();

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
    // The engines are tried as a run would use them.
    isolation = choice.of("auto");
    Machine machine = MachineFacts.here();
    say("gauntlet", Installation.version() + ", plugin API " + ApiVersion.CURRENT);
    say("java", machine.java() + " in " + System.getProperty("java.home"));
    say("system", machine.os() + ", " + machine.arch() + ", " + machine.cpu());
    say("processors", machine.cores() + ", shared evenly among the workers");
    say(
        "memory",
        Bytes.text(machine.memoryBytes())
            + "; a worker's heap is "
            + Bytes.text(Limits.DEFAULT.heapBytes()));
    boolean writable = home();
    DoctorDevices devices = new DoctorDevices(this::say);
    DoctorEngines engines = new DoctorEngines(this::say, options);
    Optional<Placement> placement = devices.choice(options).flatMap(engines::check);
    healthy &= placement.isPresent();
    for (EngineChoice engine : engines.right()) {
      boolean chosen = placement.map(Placement::engine).filter(engine::equals).isPresent();
      String result =
          writable
              ? tryEngine(engine, Placement.CPU, ENGINE_LIMIT)
              : "not tried: it needs the home folder";
      say("", engine.name() + (chosen ? " (chosen)" : "") + " in a worker: " + result);
      healthy &= !chosen || result.equals(WORKS);
      if (gradients && result.equals(WORKS)) {
        gradientsDoctor.check(engine, home.path());
      }
    }
    placement.filter(choice -> writable && healthy).ifPresent(choice -> work(choice, devices));
    isolation();
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

  /** Tries the GPUs, if those are chosen, and says how many workers there are. */
  private void work(Placement placement, DoctorDevices devices) {
    for (String device : placement.onGpus() ? placement.devices() : List.<String>of()) {
      String result = tryEngine(placement.engine(), device, downloadLimit());
      say(device, placement.engine().name() + ": " + result);
      healthy &= result.equals(WORKS);
    }
    if (healthy) {
      devices.workers(placement, home.path(), measure);
    }
  }

  /** DJL fetches a CUDA build of some gigabytes where it may. */
  private static Duration downloadLimit() {
    return "false".equals(System.getenv("DJL_OFFLINE")) ? DOWNLOAD_LIMIT : ENGINE_LIMIT;
  }

  private String tryEngine(EngineChoice engine, String device, Duration limit) {
    try {
      Path logs = Files.createTempDirectory(home.path(), "doctor");
      WorkerSettings settings =
          new WorkerSettings(
              engine, device, WorkerSettings.threadsEach(1), isolation, Limits.DEFAULT, logs, logs);
      try (WorkerProcess worker =
          WorkerProcess.start(new WorkerKind(Role.CLASSIFY, List.of()), settings)) {
        Reply reply = worker.ask(new Prepare(List.of()), limit, progress -> {});
        return reply instanceof Failed failed ? "does not load: " + failed.error() : WORKS;
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

  private void isolation() {
    say("bwrap", words(choice.bubblewrap(), isolation));
    say("docker", words(choice.docker(), isolation));
    if (isolation instanceof Unconfined) {
      say("isolation", "none: " + Unconfined.WARNING);
    }
  }

  private static String words(Candidate candidate, Isolation chosen) {
    return candidate.isolation().isEmpty()
        ? candidate.finding()
        : candidate.finding()
            + (candidate.word().equals(chosen.word()) ? " (chosen)" : "")
            + ": "
            + WORKS;
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
