package dev.gauntlet.harness.cli;

import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.engine.TrustedPlacement;
import dev.gauntlet.harness.execution.Evaluation;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Settings;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.plan.Plan;
import dev.gauntlet.harness.plan.Slice;
import dev.gauntlet.harness.publish.Entrants;
import dev.gauntlet.harness.publish.Publisher;
import dev.gauntlet.harness.publish.RepeatedQuestions;
import dev.gauntlet.harness.publish.RunDirectory;
import dev.gauntlet.harness.publish.SourceGradients;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.SuiteFile;
import dev.gauntlet.harness.tuning.Arrangement;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.site.Site;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    description = {
      "Run every attack of a suite against every defense, score them, and publish a leaderboard.",
      "",
      "What was computed before is not computed again: after a crash, or with one more plugin, the"
          + " same command computes what is missing."
    },
    footer = {
      "",
      "Examples:",
      "  harness evaluate --all",
      "  harness evaluate --limit 100 --defenses undefended,pure-pgd",
      "  harness evaluate --suite nips17",
      "  harness evaluate --suite my-suite.yaml --attacks pgd-40 --engine pytorch",
      "  harness evaluate --all --devices gpu0,gpu1",
      "  harness evaluate --all --plugins ../my-attack/target",
      "",
      "Exit codes: 0 all computed; 1 some cells failed, wholly or on some images, or a plugin was left"
          + " out, and the run is"
          + " published all the same; 2 wrong usage or configuration."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Mixin private SuiteOptions suites;
  @Mixin private PluginOptions plugins;

  @Mixin private WorkerOptions workers = new WorkerOptions();

  @Option(
      names = "--retrain",
      description = "Train every model here, whatever checkpoints the plugins ship.")
  private boolean retrain;

  @Option(
      names = "--strict",
      description = "Refuse images over budget instead of clipping them: the attack fails on them.")
  private boolean strict;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of all runs (default: ${DEFAULT-VALUE}).")
  private Path runs = Path.of(LeaderboardCommand.RUNS);

  @Option(names = "--json", description = "Print results.json instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec;

  private final CopyOnWriteArrayList<String> warnings = new CopyOnWriteArrayList<>();
  private final long clock = System.nanoTime();
  private final Instant started = Instant.now();
  private boolean leftOut;

  @Override
  public Integer call() throws IOException {
    SuiteFile file = suites.read();
    Slice images = suites.images(file, new DatasetStore(plugins.home().datasets()));
    Path published;
    RunSummary summary;
    List<String> closing;
    try (RunDirectory directory = RunDirectory.begin(runs, file.suite().name(), started);
        RunLog log = RunLog.open(directory.directory().resolve("log.txt"))) {
      Results results = evaluate(file, images, directory, log);
      summary = new RunSummary(results);
      closing = summary.lines(log.done(), log.known(), (System.nanoTime() - clock) / 1e9);
      closing.forEach(log::line);
      published = directory.publish();
    }
    report(published, summary, closing);
    return summary.anyFailed() || leftOut ? ExitCodes.SOME_FAILED : ExitCodes.OK;
  }

  private Results evaluate(SuiteFile file, Slice images, RunDirectory directory, RunLog log) {
    TrustedPlacement trusted = plugins.placement(line -> say(line, log));
    Placement placement = trusted.placement();
    workers.check(placement);
    Settings settings =
        plugins.trusting(
            file.trustedKeys(),
            plugins.settings(
                placement.forOneWorker(),
                file.suite().limits(),
                Optional.of(directory.directory().resolve("logs")),
                warning -> say("warning: " + warning, log)));
    try (Workbench bench = Workbench.open(settings, warning -> warn(warning, log))) {
      leftOut = !bench.catalog().leftOut().isEmpty();
      new SuiteCheck(file, bench.catalog()).run();
      Suite suite = suites.adapt(file.suite(), bench.catalog(), warning -> warn(warning, log));
      Plan plan = new SuitePlanning(plugins.home(), retrain, strict).plan(suite, images, bench);
      // Only now: a machine is not measured for a run that cannot be.
      Crew crew =
          workers.crew(placement, suite.batch(), plugins.home().path(), line -> say(line, log));
      bench.employ(crew.devices());
      plan = crew.batch().isPresent() ? plan.withBatch(crew.batch().getAsInt()) : plan;
      say(workers(placement, plan, bench), log);
      EvaluationResult result = compute(plan, bench, log);
      SourceGradients.warnings(plan, result).forEach(warning -> warn(warning, log));
      RepeatedQuestions.warnings(plan, result).forEach(warning -> warn(warning, log));
      RunFacts facts = new RunFacts(spec, started, clock, trusted.verdict());
      return Publisher.publish(
          Entrants.of(suite, plan, result, bench.store(), warnings),
          () -> facts.run(directory.id(), file, suite, bench, result),
          file.text(),
          directory);
    }
  }

  private static String workers(Placement placement, Plan plan, Workbench bench) {
    int threads = bench.workers().settings().threads();
    return "%s %s on %s (%s): %s"
        .formatted(
            placement.engine().name(),
            placement.engine().version(),
            bench.device(),
            placement.reason(),
            Tuning.words(new Arrangement(bench.slots(), threads, plan.batch())));
  }

  private void say(String line, RunLog log) {
    log.line(line);
    spec.commandLine().getErr().println(line);
  }

  private EvaluationResult compute(Plan plan, Workbench bench, RunLog log) {
    PrintWriter err = spec.commandLine().getErr();
    try (ProgressView progress = ProgressView.of("evaluate", plan.tasks(), err)) {
      return new Evaluation(
              bench,
              plan,
              event -> {
                log.on(event);
                progress.on(event);
              })
          .run();
    }
  }

  private void warn(String warning, RunLog log) {
    if (warnings.addIfAbsent(warning)) {
      log.line("warning " + warning);
      spec.commandLine().getErr().println("warning: " + warning);
    }
  }

  private void report(Path published, RunSummary summary, List<String> closing) throws IOException {
    Path page = published.resolve(Publisher.SITE).resolve("index.html");
    List<String> lines = new ArrayList<>();
    if (json) {
      spec.commandLine().getOut().print(Files.readString(published.resolve(Site.RESULTS)));
      spec.commandLine().getOut().flush();
    } else {
      lines.addAll(summary.table());
      lines.add("");
    }
    lines.addAll(closing);
    lines.add("leaderboard: " + page);
    PrintWriter writer = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
    lines.forEach(writer::println);
  }
}
