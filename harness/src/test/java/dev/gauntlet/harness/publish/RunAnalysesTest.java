package dev.gauntlet.harness.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.analysis.Report;
import dev.gauntlet.leaderboard.analysis.Analysis;
import dev.gauntlet.leaderboard.analysis.AnalysisFiles;
import dev.gauntlet.leaderboard.analysis.Lines;
import dev.gauntlet.leaderboard.analysis.Scale;
import dev.gauntlet.leaderboard.results.BudgetInfo;
import dev.gauntlet.leaderboard.results.CheckpointInfo;
import dev.gauntlet.leaderboard.results.DatasetInfo;
import dev.gauntlet.leaderboard.results.DefenseResult;
import dev.gauntlet.leaderboard.results.Machine;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import dev.gauntlet.leaderboard.results.Run;
import dev.gauntlet.leaderboard.results.Seconds;
import dev.gauntlet.leaderboard.results.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunAnalysesTest {
  @TempDir private Path runs;

  @Test
  void anAnalysisIsWrittenWithItsDataAndItsFigure() {
    AnalysisFiles files = AnalysisFiles.of(runs.resolve("one"), "pure-pgd");

    RunAnalyses.write(new Report(analysis("key", "mnist", 1), data()), files);

    assertThat(files.read()).containsExactly(analysis("key", "mnist", 1));
    assertThat(files.csv("layers")).hasContent("layer,level (relative)\nconv1,0.5\n");
    assertThat(files.svg("layers")).content().startsWith("<?xml").contains("<svg", "a line");
    assertThat(files.folder().toFile().list()).hasSize(3);
  }

  @Test
  void itBelongsToTheDefenseThatIsTheVeryModelOnTheSameData() throws IOException {
    Path run = run("one", results("mnist", defense("mix", "other"), defense("tuned", "key")));

    assertThat(RunAnalyses.of(run, "key", "mnist"))
        .map(AnalysisFiles::folder)
        .contains(run.resolve("analyses/tuned"));
    assertThat(RunAnalyses.of(run, "unknown", "mnist")).isEmpty();
    assertThat(RunAnalyses.of(run, "key", "mnist-mini")).isEmpty();
  }

  @Test
  void aNewRunTakesOverTheNewestOfTheSameModel() throws IOException {
    write("one", "pure-pgd", analysis("key", "mnist", 2));
    write("two", "pure-pgd", analysis("key", "mnist", 1));
    write("three", "pure-pgd", analysis("retrained", "mnist", 3));
    write("four", "pure-pgd", analysis("key", "mnist-mini", 4));
    Files.createDirectories(runs.resolve("five/analyses/pure-pgd"));
    Files.writeString(runs.resolve("five/analyses/pure-pgd/layers.json"), "{");
    Files.createSymbolicLink(runs.resolve("latest"), Path.of("four"));
    Path fresh = Files.createDirectory(runs.resolve(".fresh.partial"));

    RunAnalyses.takeOver(
        runs, results("mnist", defense("tuned", "key"), defense("mix", "other")), fresh);

    AnalysisFiles taken = AnalysisFiles.of(fresh, "tuned");
    assertThat(taken.read()).containsExactly(analysis("key", "mnist", 2).named("tuned"));
    assertThat(taken.csv("layers")).isNotEmptyFile();
    assertThat(taken.svg("layers")).isNotEmptyFile();
    assertThat(fresh.resolve("analyses").toFile().list()).containsExactly("tuned");
  }

  @Test
  void whereThereWasNothingNothingIsTakenOver() throws IOException {
    RunAnalyses.takeOver(
        runs.resolve("not-there"), results("mnist", defense("tuned", "key")), runs);

    assertThat(runs.resolve("analyses")).doesNotExist();
  }

  private void write(String run, String defense, Analysis analysis) {
    RunAnalyses.write(new Report(analysis, data()), AnalysisFiles.of(runs.resolve(run), defense));
  }

  private static List<List<Object>> data() {
    return List.of(List.of("layer", "level (relative)"), List.of("conv1", 0.5));
  }

  private static Analysis analysis(String checkpoint, String dataset, int second) {
    return new Analysis(
        Analysis.SCHEMA_VERSION,
        "layers",
        "pure-pgd",
        checkpoint,
        dataset,
        Instant.ofEpochSecond(second),
        "Title",
        "Finding.",
        "Caption.",
        "Citation.",
        List.of(
            new Lines(
                "Levels",
                Scale.ofNames("layer", List.of("conv1", "logits")),
                Scale.of("level", Scale.Unit.NUMBER),
                List.of(new Lines.Line("a line", 1, false, List.of(0.0, 1.0), List.of(0.5, 1.0))))),
        new Analysis.Table(List.of("layer", "level"), List.of(List.of("conv1", "0.5"))));
  }

  private Path run(String name, Results results) throws IOException {
    Path run = Files.createDirectories(runs.resolve(name));
    ResultsJson.write(results, run.resolve("results.json"));
    return run;
  }

  private static Results results(String dataset, DefenseResult... defenses) {
    return new Results(
        Results.SCHEMA_VERSION,
        new Run(
            "id",
            "suite",
            "0".repeat(64),
            Instant.EPOCH,
            1,
            "MXNet",
            "1.9.1",
            "cpu",
            1,
            "none",
            "0.1.0",
            new Machine("Linux", "amd64", "a processor", 2, 1, "17"),
            2,
            1,
            0.5,
            0.5,
            "harness evaluate",
            "float32",
            null),
        new DatasetInfo(dataset, "Title", 1, "0".repeat(64), 10, List.of(), 1, 28, 28),
        new BudgetInfo("Linf", 0.3),
        List.of(),
        List.of(),
        List.of(defenses),
        List.of(),
        List.of(),
        List.of());
  }

  private static DefenseResult defense(String id, String checkpoint) {
    return new DefenseResult(
        id,
        "plugin",
        "Title",
        "",
        "",
        1,
        false,
        0,
        0,
        0,
        Share.wilson(1, 1),
        Share.wilson(1, 1),
        new Seconds(0, 0),
        true,
        null,
        false,
        Map.of(),
        new CheckpointInfo("trained", checkpoint, "d1", "mnist", Map.of()));
  }
}
