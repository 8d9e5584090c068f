package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.TeamKey;
import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.harness.testplugins.GradientStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path folder;
  private CommandLineTrial trial;

  @BeforeEach
  void install() throws IOException {
    trial = new CommandLineTrial(folder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "evalate | error: Unmatched argument at index 0: 'evalate'; did you mean 'evaluate'? (try 'harness --help')",
        "evaluate --lmit 3 | error: Unknown options: '--lmit', '3'; did you mean '--limit'? (try 'harness evaluate --help')",
        "evaluate --limit few | error: Invalid value for option '--limit': 'few' is not a whole number (try 'harness evaluate --help')",
        "train | error: Missing required parameter: 'DEFENSE' (try 'harness train --help')",
        "datasets | error: one of list, pull, verify is missing (try 'harness datasets --help')",
        "datasets pull mnst | error: Unknown data set \"mnst\". Did you mean \"mnist\"?",
        "evaluate --suite quik | error: there is no suite 'quik'; did you mean 'quick'?",
        "evaluate --engine tensorflow | error: unknown engine 'tensorflow'",
        "evaluate --workers 0 | error: --workers must be auto or a number from 1, got 0",
        "evaluate --workers many | error: --workers must be auto or a number from 1, got many",
        "evaluate --devices gpu77 | error: --devices gpu77: there is no",
        "evaluate --devices cpu0 | error: --devices cpu0: 'cpu0' is no device",
        "evaluate --limit 0 | error: --limit must be at least 1, got 0",
        "evaluate --limit 5000 | error: --limit must be at most 1000, got 5000: 'mnist-mini' has no more test images",
        "evaluate --limit 0x10 | error: Invalid value for option '--limit': '0x10' is not a whole number; write it in decimal digits",
        "evaluate --limit 1,000 | error: Invalid value for option '--limit': '1,000' is not a whole number; write no comma: 1000",
        "evaluate --limit ۱ | error: Invalid value for option '--limit': '۱' is not a whole number; write the digits 0 to 9",
        "evaluate --limit 3000000000 | error: Invalid value for option '--limit': '3000000000' is not a whole number in its range",
        "analyze rejection gandef --thresholds 0.5f | error: Invalid value for option '--thresholds' (T): '0.5f' is not a number such as 0.3 or 8/255; write no letter after it: 0.5",
        "analyze rejection gandef --thresholds NaN | error: Invalid value for option '--thresholds' (T): 'NaN' is not a number such as 0.3 or 8/255; it must be finite",
        "analyze loss-surface pure-pgd --radius 0,3 | error: --radius is a number above 0 and up to 1, such as 0.3 or 8/255, got '0,3'; write a decimal point: 0.3",
        "train pure-pgd -p lambda=0,3 | error: --parameters 'lambda=0,3': '3' is no KEY=VALUE; a comma begins the next parameter, and the decimal sign is a point",
        "evaluate --plugins nowhere | error: --plugins nowhere is no folder",
        "train pure-pgd --seed x | error: Invalid value for option '--seed': 'x' is not a whole number",
        "leaderboard build nowhere | error: nowhere: there is no such run",
        "store gc --max-size 3 | error: Invalid value for option '--max-size': '3' is no amount such as 512m or 5g",
      })
  void whatIsWrongIsOneLineAndExitCodeTwo(String args, String error) {
    Outcome outcome = trial.run((args + runsFor(args)).split(" "));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).startsWith(error).hasLineCount(1);
  }

  @Test
  void aDefenseThatIsNotInstalledIsAnError() {
    Outcome outcome = trial.run("train", "pure-pgd");

    assertThat(outcome.exit()).isEqualTo(2);
    // Before it, the engine may have been tested, once on a machine.
    assertThat(outcome.err().lines().filter(line -> !line.startsWith("testing ")))
        .containsExactly("error: unknown defense 'pure-pgd'; installed are none");
  }

  @Test
  void aSuiteThatNamesWhatIsNotInstalledIsSaidWithItsLine() {
    Outcome outcome = trial.run("evaluate", "--out", trial.runs.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .containsPattern(
            "error: .*quick.yaml:17: attack 'sign-noise': unknown attack 'sign-noise'");
    assertThat(trial.runs).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l0, epsilon: 0.05 | :2: budget: epsilon counts pixels for L0: it must be a whole number from 1 to an image's height times width (784 on MNIST), got 0.05",
        "l0, epsilon: 0 | :2: 'budget.epsilon' must be a whole number from 1 to 784 for l0, got 0: it counts pixels, and images of 1x28x28 have 784",
        "l0, epsilon: 785 | :2: 'budget.epsilon' must be a whole number from 1 to 784 for l0, got 785",
        "l2, epsilon: 128 | :2: 'budget.epsilon' must be from 0 to 28.00 for l2, got 128: no two images of 1x28x28 are farther apart than √(C·H·W)",
        "linf, epsilon: 1.5 | :2: budget: epsilon is in [0, 1] pixel units for LINF, got 1.5",
        "'linf, epsilon: 0.3}\nlimit: 5000 #' | :3: 'limit' must be at most 1000, got 5000: 'mnist-mini' has no more test images",
      })
  void aRadiusOrALimitThatMeansNothingIsRefusedBeforeAnythingElse(String budget, String problem)
      throws IOException {
    Path suite =
        Files.writeString(
            folder.resolve("odd.yaml"),
            """
            title: Odd
            budget: {norm: %s}
            defenses: [nothing-of-that-name]
            attacks: [{attack: sign-noise, access: none}]
            """
                .formatted(budget.translateEscapes()));

    Outcome outcome =
        trial.run("evaluate", "--suite", suite.toString(), "--out", trial.runs.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: " + suite + problem).hasLineCount(1);
    assertThat(trial.runs).doesNotExist();
  }

  @Test
  void aRunsFolderThatCannotBeWrittenIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Outcome outcome = trial.run("evaluate", "--out", file.resolve("runs").toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: cannot write " + file).hasLineCount(1);
  }

  @Test
  void aHomeThatCannotBeWrittenIsAnError() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Outcome outcome = trial.run("store", "list", "--home", file.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("error: ").contains(file.toString()).hasLineCount(1);
  }

  @Test
  void theStackTraceIsShownWhereItIsAskedFor() {
    Outcome outcome = trial.run("evaluate", "--suite", "quik", "--debug");

    assertThat(outcome.err()).startsWith("error: there is no suite").contains("\tat dev.gauntlet");
  }

  @Test
  void noErrorCommandsTheTerminal() {
    Outcome outcome = trial.run("plugins", "info", "pgd\u001b[2J\u009b1A\rerror: none");

    assertThat(outcome.err())
        .isEqualToIgnoringNewLines(
            "error: there is no attack or defense 'pgd\ufffd[2J\ufffd1A error: none'"
                + " (known are none)");
  }

  @Test
  void aSuiteThatTrustsKeysIsNotRunWithAJarThatIsNotSigned() throws Exception {
    TeamKey.assumeTools();
    TeamKey key = TeamKey.make(folder, "team", "CN=Team");
    Path jar =
        PluginJarMaker.plugin("step")
            .extension(GradientStep.class)
            .write(trial.dropIns().resolve("step.jar"));
    Path suite = folder.resolve("contest.yaml");
    Files.writeString(
        suite,
        """
        trusted-keys: [team.pem]
        budget: {norm: linf, epsilon: 0.3}
        attacks: [{attack: gradient-step, access: white-box}]
        """);

    Outcome outcome =
        trial.run("evaluate", "--suite", suite.toString(), "--out", trial.runs.toString());

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err())
        .startsWith("error: " + jar + " may not take part: it is not signed")
        .hasLineCount(1);
    assertThat(trial.runs).isEmptyDirectory();

    Files.delete(key.certificate());
    assertThat(
            trial
                .run("evaluate", "--suite", suite.toString(), "--out", trial.runs.toString())
                .err())
        .startsWith("error: the trusted key " + key.certificate() + " is no file");
  }

  @Test
  void noCommandShowsTheHelp() {
    Outcome outcome = trial.run();

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err()).contains("Usage: harness").endsWith("(try 'harness --help')\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evaluate",
        "train",
        "plugins",
        "plugins list",
        "plugins info",
        "datasets",
        "datasets pull",
        "leaderboard",
        "leaderboard open",
        "store",
        "store gc",
        "doctor",
        "version",
        "generate-completion"
      })
  void everyCommandHasHelp(String command) {
    Outcome outcome = trial.run((command + " --help").split(" "));

    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).startsWith("Usage: harness " + command);
  }

  @Test
  void theVersionNamesGauntletTheApiAndJava() {
    assertThat(trial.run("version").out())
        .contains("gauntlet ")
        .contains("plugin-api 1.0.0")
        .contains("java " + System.getProperty("java.version"));
    assertThat(trial.run("--version").out()).isEqualTo(trial.run("version").out());
  }

  @Test
  void completionKnowsTheCommands() {
    assertThat(trial.run("generate-completion").out()).contains("evaluate").contains("--suite");
  }

  @Test
  void theEmbeddedDataSetIsHereAndTheOthersAreNot() {
    Outcome list = trial.run("datasets", "list");

    assertThat(list.exit()).isZero();
    assertThat(list.out())
        .containsPattern("mnist-mini +MNIST.*embedded")
        .containsPattern("mnist +MNIST .*no");
    assertThat(trial.run("datasets", "verify").exit()).isZero();
    assertThat(trial.run("datasets", "verify", "mnist").exit()).isEqualTo(1);
  }

  @Test
  void thereIsNothingToOpenBeforeTheFirstRun() {
    assertThat(trial.run("leaderboard", "open", folder.resolve("nothing").toString()).err())
        .endsWith("there is no such run\n");
    assertThat(trial.run("leaderboard", "open", folder.toString()).err())
        .contains("make them with 'harness leaderboard build");
  }

  /** So that no trial writes where the tests run. */
  private String runsFor(String args) {
    return args.startsWith("evaluate ") ? " --out " + trial.runs : "";
  }
}
