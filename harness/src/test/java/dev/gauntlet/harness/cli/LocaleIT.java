package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.cli.CommandLineTrial.Outcome;
import dev.gauntlet.harness.publish.LatestRun;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NamesItsLocale;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.leaderboard.results.Cell;
import dev.gauntlet.leaderboard.results.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run in English, and what differs from it on machines of other languages: nothing. */
class LocaleIT {
  private static final Locale BEFORE = Locale.getDefault();

  /** Digits, but not those of ASCII. */
  private static final String OTHER_DIGITS = "[\\p{Nd}&&[^0-9]]";

  @TempDir private static Path folder;
  private static CommandLineTrial trial;
  private static Path suite;
  private static Set<String> results;

  @BeforeAll
  static void runInEnglish() throws Exception {
    trial = new CommandLineTrial(folder);
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(Class.forName("dev.gauntlet.harness.testplugins.NearestMeanModel"))
        .write(trial.dropIns().resolve("means.jar"));
    PluginJarMaker.plugin("step")
        .extension(GradientStep.class)
        .extension(NamesItsLocale.class)
        .write(trial.dropIns().resolve("step.jar"));
    suite =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            limit: 20
            batch: 10
            budget: {norm: linf, epsilon: 0.3}
            training: {architecture: means}
            attacks:
              - {id: half-step, attack: gradient-step, access: white-box, parameters: {share: 1/2}}
              - {id: locale, attack: names-its-locale, access: none}
            """);
    evaluate(Locale.ENGLISH, trial.home);
    results = PatientRun.results(LatestRun.in(trial.runs));
  }

  @AfterAll
  static void speakAsBefore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fa-IR", "ar-EG", "tr-TR"})
  void whatIsKnownInOneLanguageIsKnownInAll(String language) throws IOException {
    Outcome outcome = evaluate(Locale.forLanguageTag(language), trial.home);

    assertThat(outcome.out()).contains("7 tasks, 6 of them known");
    assertThat(PatientRun.results(LatestRun.in(trial.runs)))
        .containsExactlyInAnyOrderElementsOf(results);
    assertPlainDigits(outcome);
  }

  @Test
  void whatIsComputedInPersianIsTheSame() throws IOException {
    Outcome outcome = evaluate(Locale.forLanguageTag("fa-IR"), folder.resolve("another-home"));

    // The attack that fails leaves clean images, and what the defense says of those is known.
    assertThat(outcome.out()).contains("7 tasks, 1 of them known");
    assertThat(PatientRun.results(LatestRun.in(trial.runs)))
        .containsExactlyInAnyOrderElementsOf(results);
    assertPlainDigits(outcome);
  }

  @Test
  void workersHaveNoLanguage() throws IOException {
    List<Cell> cells = ResultsJson.read(LatestRun.in(trial.runs).resolve("results.json")).cells();

    assertThat(cells)
        .filteredOn(cell -> cell.attack().equals("locale"))
        .extracting(Cell::error)
        .singleElement()
        .asString()
        .contains("the locale is ''");
  }

  private static Outcome evaluate(Locale locale, Path home) {
    Locale.setDefault(locale);
    return trial.run(
        "evaluate",
        "--suite=" + suite,
        "--all",
        "--workers=2",
        "--home=" + home,
        "--out=" + trial.runs);
  }

  private static void assertPlainDigits(Outcome outcome) throws IOException {
    assertThat(outcome.out()).doesNotContainPattern(OTHER_DIGITS);
    assertThat(outcome.err()).doesNotContainPattern(OTHER_DIGITS);
    try (Stream<Path> files = Files.walk(LatestRun.in(trial.runs))) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.(html|csv|json|txt|svg)")))
          .isNotEmpty()
          .allSatisfy(file -> assertThat(file).content().doesNotContainPattern(OTHER_DIGITS));
    }
  }
}
