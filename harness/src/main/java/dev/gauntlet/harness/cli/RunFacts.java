package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Usage;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.SuiteFile;
import dev.gauntlet.leaderboard.results.Run;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/**
 * How a run was made.
 *
 * @param spec of the command, for what was typed
 * @param clock {@link System#nanoTime} at the start
 */
record RunFacts(CommandSpec spec, Instant started, long clock) {
  Run run(String id, SuiteFile file, Suite suite, Workbench bench, EvaluationResult result) {
    Usage usage = result.usage();
    double seconds = (System.nanoTime() - clock) / 1e9;
    return new Run(
        id,
        suite.name(),
        Sha256.of(file.text().getBytes(StandardCharsets.UTF_8)),
        started,
        seconds,
        bench.environment().engine(),
        bench.environment().engineVersion(),
        bench.device(),
        suite.seed(),
        bench.workers().settings().isolation().word(),
        Installation.version(),
        MachineFacts.here(),
        usage.workers(),
        bench.workers().settings().threads(),
        usage.pluginSeconds(),
        // The time in which the workers could have computed and did not.
        Math.max(0, seconds - usage.pluginSeconds() / usage.workers()),
        command(),
        suite.pixels().word());
  }

  private String command() {
    List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
    return "harness " + String.join(" ", typed);
  }
}
