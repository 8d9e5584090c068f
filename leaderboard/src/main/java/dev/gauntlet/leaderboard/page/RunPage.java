package dev.gauntlet.leaderboard.page;

import dev.gauntlet.leaderboard.results.DatasetInfo;
import dev.gauntlet.leaderboard.results.Machine;
import dev.gauntlet.leaderboard.results.PluginInfo;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.Run;
import java.util.List;
import java.util.Locale;

/**
 * How the run was made.
 *
 * @param sandboxed whether submissions were kept apart from the machine and each other
 * @param rounded whether images were rounded to 8 bits before they were scored
 */
public record RunPage(
    boolean sandboxed,
    boolean rounded,
    String norm,
    List<String> warnings,
    List<Fact> run,
    List<Fact> machine,
    List<Fact> data,
    List<PluginInfo> plugins) {

  public static RunPage of(Results results) {
    Numbers numbers = new Numbers(results);
    Run run = results.run();
    return new RunPage(
        !run.isolation().equals("none"),
        run.pixels().equals("uint8"),
        numbers.norm(),
        results.warnings(),
        run(run),
        machine(run),
        data(results, numbers),
        results.plugins());
  }

  private static List<Fact> run(Run run) {
    double share = run.seconds() > 0 ? 100 * run.overheadSeconds() / run.seconds() : 0;
    return List.of(
        Fact.code("Run", run.id()),
        Fact.code("Command", run.command()),
        Fact.text("Started", Numbers.minute(run.started())),
        Fact.text("Wall-clock time", Numbers.duration(run.seconds())),
        Fact.text(
            "Attack and defense compute",
            Numbers.duration(run.computeSeconds()) + " over all workers"),
        Fact.text(
            "Harness overhead",
            Numbers.duration(run.overheadSeconds())
                + String.format(Locale.ROOT, " (%.1f %% of wall-clock time)", share)),
        Fact.code("Seed", run.seed()),
        Fact.text("Harness", run.harnessVersion()),
        Fact.text("Suite", run.suite()),
        Fact.code("Suite SHA-256", run.suiteSha256()),
        Fact.text("Isolation of submissions", run.isolation()));
  }

  private static List<Fact> machine(Run run) {
    Machine machine = run.machine();
    return List.of(
        Fact.text("Engine", run.engine() + " " + run.engineVersion()),
        Fact.text(
            "Engine test", run.engineTest() == null ? "not tested" : run.engineTest().summary()),
        Fact.text("Device", run.device()),
        Fact.text(
            "Workers",
            run.workers() + ", " + Numbers.plural(run.threadsPerWorker(), "thread") + " each"),
        Fact.text("Processor", machine.cpu() + ", " + Numbers.plural(machine.cores(), "core")),
        Fact.text("Memory", Numbers.bytes(machine.memoryBytes())),
        Fact.text("System", machine.os() + ", " + machine.arch()),
        Fact.text("Java", machine.java()));
  }

  private static List<Fact> data(Results results, Numbers numbers) {
    DatasetInfo dataset = results.dataset();
    return List.of(
        Fact.text("Data set", dataset.title()),
        Fact.code("Id", dataset.id()),
        Fact.text(
            "Images",
            Numbers.count(dataset.images())
                + " of "
                + dataset.channels()
                + " × "
                + dataset.height()
                + " × "
                + dataset.width()
                + ", "
                + dataset.classes()
                + (dataset.classes() == 1 ? " class" : " classes")),
        Fact.code("SHA-256 of the slice", dataset.sha256()),
        Fact.text("Budget", numbers.norm() + ", ε = " + numbers.epsilon() + ", pixels in [0, 1]"),
        Fact.text(
            "Scored images",
            results.run().pixels().equals("uint8")
                ? "after the check, rounded to 8 bits inside the budget"
                : "after the check, as 32-bit floats"));
  }
}
