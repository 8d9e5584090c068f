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
        "evaluate --limit few | error: Invalid value for option '--limit': 'few' is not an int (try 'harness evaluate --help')",
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
        "evaluate --plugins nowhere | error: --plugins nowhere is no folder",
        "train pure-pgd --seed x | error: Invalid value for option '--seed': 'x' is not a long",
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
    assertThat(outcome.err())
        .isEqualToIgnoringNewLines("error: unknown defense 'pure-pgd'; installed are none");
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
