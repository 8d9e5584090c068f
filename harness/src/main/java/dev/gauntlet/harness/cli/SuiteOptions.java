package dev.gauntlet.harness.cli;

import dev.gauntlet.api.GauntletException;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.harness.plan.Slice;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.RadiusRange;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.SuiteFile;
import dev.gauntlet.harness.suite.SuiteFinder;
import dev.gauntlet.harness.suite.SuiteReader;
import dev.gauntlet.harness.suite.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which suite to run, and what to change about it for this run. */
final class SuiteOptions {
  private final Installation installation;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      description = "A suite by name, or the path of a YAML file (default: ${DEFAULT-VALUE}).")
  private String suite = SuiteFinder.DEFAULT;

  @Option(
      names = "--all",
      description =
          "Every installed defense, and beside the suite's attacks every dropped-in attack that it"
              + " does not name, with default parameters and the access it needs; in a suite without"
              + " access to the defenses, from the suite's own sources.")
  private boolean all;

  @Option(
      names = "--defenses",
      paramLabel = "ID",
      split = ",",
      description = "Only these defenses, of the suite or installed.")
  private List<String> defenses = List.of();

  @Option(
      names = "--attacks",
      paramLabel = "ID",
      split = ",",
      description = "Only these attacks, of the suite or installed.")
  private List<String> attacks = List.of();

  @Option(
      names = "--dataset",
      paramLabel = "ID",
      description = "Another data set than the suite's.")
  private String dataset;

  @Option(
      names = "--architecture",
      paramLabel = "NAME",
      description = "Another network than the suite's, for example d1.")
  private String architecture;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Only the first N images: a quick trial.")
  private Integer limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Another seed for the attacks' randomness than the suite's.")
  private Long seed;

  SuiteOptions(Installation installation) {
    this.installation = installation;
  }

  /** Reads the suite that is asked for. */
  SuiteFile read() {
    if (limit != null && limit < 1) {
      throw new GauntletException("--limit must be at least 1, got " + limit);
    }
    return SuiteReader.read(new SuiteFinder(installation.suites()).find(suite));
  }

  /**
   * The images of this run, which both limit and radius fit.
   *
   * @throws GauntletException with the option, or with the file and the line, that asks for more
   *     images than there are or names a radius that means nothing on them
   */
  Slice images(SuiteFile file, DatasetStore datasets) {
    Suite asked = file.suite();
    Slice slice =
        new SuiteImages(datasets)
            .load(
                dataset(asked),
                asked.split(),
                limit(asked),
                problem ->
                    limit == null
                        ? file.limitProblem(problem)
                        : new GauntletException("--limit " + problem));
    RadiusRange.problem(asked.budget(), slice.dataset().shape())
        .ifPresent(
            problem -> {
              throw file.radiusProblem(problem);
            });
    return slice;
  }

  private String dataset(Suite suite) {
    return dataset == null ? suite.dataset() : dataset;
  }

  private OptionalInt limit(Suite suite) {
    return limit == null ? suite.limit() : OptionalInt.of(limit);
  }

  /**
   * The suite of this run.
   *
   * @param warnings is told what is left out
   * @throws dev.gauntlet.api.GauntletException if an option names what is neither in the suite nor
   *     installed
   */
  Suite adapt(Suite suite, PluginCatalog catalog, Consumer<String> warnings) {
    Lineup lineup = new Lineup(suite, catalog, warnings);
    List<DefenseEntry> defending = suite.defenses();
    List<AttackEntry> attacking = new ArrayList<>(suite.attacks());
    if (all) {
      defending = lineup.everyDefense();
      attacking.addAll(lineup.droppedInAttacks());
    }
    if (!defenses.isEmpty()) {
      defending = lineup.defenses(defenses);
    }
    if (!attacks.isEmpty()) {
      attacking = lineup.attacks(attacks, attacking);
    }
    return new Suite(
        suite.name(),
        suite.title(),
        suite.description(),
        dataset(suite),
        suite.split(),
        limit(suite),
        architecture == null
            ? suite.training()
            : new Training(architecture, suite.training().seed()),
        suite.budget(),
        suite.pixels(),
        seed == null ? suite.seed() : seed,
        suite.batch(),
        suite.limits(),
        defending,
        attacking);
  }
}
