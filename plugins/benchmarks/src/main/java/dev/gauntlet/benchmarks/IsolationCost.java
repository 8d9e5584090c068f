package dev.gauntlet.benchmarks;

import dev.gauntlet.harness.isolation.Isolation;
import dev.gauntlet.harness.isolation.IsolationChoice;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.worker.EngineChoice;
import dev.gauntlet.harness.worker.Role;
import dev.gauntlet.harness.worker.WorkerKind;
import dev.gauntlet.harness.worker.WorkerProcess;
import dev.gauntlet.harness.worker.WorkerSettings;
import dev.gauntlet.harness.worker.message.Prepare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What bubblewrap costs: for the start of a worker with its engine, and for a whole evaluation with
 * an empty store. With and without take turns, so that whatever else the machine does slows both.
 */
public final class IsolationCost {
  private static final int STARTS = 15;
  private static final int EVALUATIONS = 5;

  private static final String SUITE =
      """
      dataset: mnist-mini
      batch: 100
      budget: {norm: linf, epsilon: 0.3}
      attacks:
        - {attack: fgsm, access: white-box}
        - {attack: pgd, access: white-box, parameters: {steps: 40, step_size: 0.01}}
      """;

  private IsolationCost() {}

  /** Takes the path of the distribution's {@code bin/harness}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path harness = Path.of(arguments[0]).toAbsolutePath().normalize();
    IsolationChoice choice = new IsolationChoice(System.getenv());
    List<Isolation> isolations = List.of(new Unconfined(), choice.of("bwrap"));
    Path folder = Files.createTempDirectory("isolation");
    Map<String, List<Double>> starts = new LinkedHashMap<>();
    for (int round = 0; round < STARTS; round++) {
      for (Isolation isolation : isolations) {
        starts
            .computeIfAbsent(isolation.word(), word -> new ArrayList<>())
            .add(start(isolation, Files.createTempDirectory(folder, "start")));
      }
    }
    print("start of a worker", starts);
    Path suite = Files.writeString(folder.resolve("suite.yaml"), SUITE);
    Map<String, List<Double>> evaluations = new LinkedHashMap<>();
    for (int round = 0; round < EVALUATIONS; round++) {
      for (Isolation isolation : isolations) {
        evaluations
            .computeIfAbsent(isolation.word(), word -> new ArrayList<>())
            .add(evaluate(harness, suite, isolation, Files.createTempDirectory(folder, "run")));
      }
    }
    print("evaluation", evaluations);
  }

  private static double start(Isolation isolation, Path folder) {
    WorkerSettings settings =
        new WorkerSettings(
            EngineChoice.of("auto"), "cpu", 1, isolation, Limits.DEFAULT, folder, folder);
    long start = System.nanoTime();
    try (WorkerProcess worker =
        WorkerProcess.start(new WorkerKind(Role.CLASSIFY, List.of()), settings)) {
      worker.ask(new Prepare(List.of()), Duration.ofMinutes(1), progress -> {});
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static double evaluate(Path harness, Path suite, Isolation isolation, Path folder)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            harness.toString(),
            "evaluate",
            "--suite",
            suite.toString(),
            "--defenses",
            "undefended,pure-pgd,alp",
            "--workers",
            "2",
            "--isolation",
            isolation.word(),
            "--home",
            folder.resolve("home").toString(),
            "--out",
            folder.resolve("runs").toString());
    long start = System.nanoTime();
    int status =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log.txt").toFile())
            .start()
            .waitFor();
    if (status != 0) {
      throw new IllegalStateException("the evaluation failed; see " + folder.resolve("log.txt"));
    }
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String what, Map<String, List<Double>> seconds) {
    seconds.forEach(
        (word, all) ->
            System.out.printf(
                Locale.ROOT,
                "%s, %s: median %.3f s of %d (%s)%n",
                what,
                word,
                median(all),
                all.size(),
                String.join(
                    " ",
                    all.stream().map(each -> String.format(Locale.ROOT, "%.2f", each)).toList())));
    List<Double> medians = seconds.values().stream().map(IsolationCost::median).toList();
    System.out.printf(
        Locale.ROOT,
        "%s: %+.3f s, %+.1f %%%n",
        what,
        medians.get(1) - medians.get(0),
        100 * (medians.get(1) / medians.get(0) - 1));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1)
        .average()
        .orElseThrow();
  }
}
