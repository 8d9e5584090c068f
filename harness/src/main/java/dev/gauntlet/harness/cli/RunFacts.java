package dev.gauntlet.harness.cli;

import dev.gauntlet.engines.Trial;
import dev.gauntlet.engines.Verdict;
import dev.gauntlet.harness.execution.EvaluationResult;
import dev.gauntlet.harness.execution.Usage;
import dev.gauntlet.harness.execution.Workbench;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.SuiteFile;
import dev.gauntlet.leaderboard.results.EngineTest;
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
 * @param verdict on the engine
 */
record RunFacts(CommandSpec spec, Instant started, long clock, Verdict verdict) {
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
        suite.pixels().word(),
        engineTest());
  }

  private EngineTest engineTest() {
    Trial passed = verdict.passed().orElseThrow();
    return new EngineTest(
        verdict.subject().processor(),
        verdict.tested(),
        verdict.first().report().operations(),
        verdict.first().report().wrong(),
        passed.remedy().environment(),
        verdict.words());
  }

  private String command() {
    List<String> typed = spec.root().commandLine().getParseResult().originalArgs();
    return "harness " + String.join(" ", typed);
  }
}
