package dev.gauntlet.leaderboard.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.leaderboard.Fixture;
import dev.gauntlet.leaderboard.results.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportsTest {
  private static final Results RESULTS = Fixture.results();

  @TempDir Path directory;

  @Test
  void allFilesOfTheToolkitAreWrittenAndNothingElse() {
    new Exports(RESULTS).write(List.of(), directory.resolve("csv"));

    assertThat(directory.resolve("csv").toFile().list())
        .containsExactlyInAnyOrder(
            "accuracy_on_attacks.csv",
            "accuracy_on_targeted_attacks.csv",
            "hit_target_class.csv",
            "defense_ranking.csv",
            "attack_ranking.csv",
            "targeted_attack_ranking.csv",
            "all_classification.csv");
  }

  @Test
  void matricesHaveAttacksAsRowsAndDefensesAsColumns() throws IOException {
    new Exports(RESULTS).write(List.of(), directory);

    List<String> lines = lines(Exports.ACCURACY_ON_ATTACKS);
    assertThat(lines.get(0)).isEqualTo(",undefended,alp,clp,cls,mix-pgd,pure-pgd,squeeze-detector");
    assertThat(column(lines, 0))
        .containsExactly("", "no-op", "sign-noise", "transfer-pgd-40", "fgsm", "bim", "pgd-40");
    assertThat(lines.get(1).split(",", -1)[1])
        .isEqualTo(Long.toString(RESULTS.cells().get(0).correct()));
    assertThat(column(lines(Exports.HIT_TARGET_CLASS), 0))
        .containsExactly("", "transfer-fgsm-targeted", "pgd-40-targeted");
    assertThat(column(lines(Exports.ACCURACY_ON_TARGETED_ATTACKS), 0))
        .containsExactly("", "transfer-fgsm-targeted", "pgd-40-targeted");
  }

  @Test
  void aCellLeftOutOfTheScoreIsEmpty() throws IOException {
    new Exports(RESULTS).write(List.of(), directory);

    assertThat(column(lines(Exports.ACCURACY_ON_ATTACKS), 7).subList(4, 7))
        .containsExactly("", "", "");
    assertThat(column(lines(Exports.HIT_TARGET_CLASS), 7).get(2)).isEmpty();
  }

  @Test
  void rankingsAreOrderedByScoreAndAgreeWithTheMatrices() throws IOException {
    new Exports(RESULTS).write(List.of(), directory);

    List<String> lines = lines(Exports.DEFENSE_RANKING);
    assertThat(lines.get(0)).isEqualTo("DefenseName,Score");
    List<Long> scores = lines.stream().skip(1).map(line -> score(line)).toList();
    assertThat(scores).isSortedAccordingTo((a, b) -> Long.compare(b, a)).hasSize(7);

    long undefended =
        sum(column(lines(Exports.ACCURACY_ON_ATTACKS), 1))
            + sum(column(lines(Exports.ACCURACY_ON_TARGETED_ATTACKS), 1));
    assertThat(lines).contains("undefended," + undefended);
    assertThat(lines(Exports.ATTACK_RANKING).get(0)).isEqualTo("AttackName,Score");
    assertThat(lines(Exports.ATTACK_RANKING)).hasSize(7);
    assertThat(lines(Exports.TARGETED_ATTACK_RANKING)).hasSize(3);
  }

  @Test
  void classificationsKeepTheToolkitsColumns() throws IOException {
    new Exports(RESULTS)
        .write(
            List.of(
                new Classification("pgd-40", "alp", "0001", 7, 3, null),
                new Classification("pgd-40-targeted", "alp", "0001", null, 3, 8)),
            directory);

    assertThat(lines(Exports.ALL_CLASSIFICATION))
        .containsExactly(
            "AttackName,IsTargeted,DefenseName,ImageId,PredictedLabel,TrueLabel,TargetClass",
            "pgd-40,False,alp,0001,7,3,",
            "pgd-40-targeted,True,alp,0001,,3,8");
  }

  @Test
  void aNameThatLooksLikeAFormulaStaysText() throws IOException {
    List<String> names =
        List.of(
            "=HYPERLINK(\"http://x\")",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\uff1d1",
            "a;=1;b",
            "plain",
            "a,b\n\"c\"");
    new Exports(RESULTS)
        .write(
            names.stream().map(n -> new Classification("bim", "alp", n, -1, 3, null)).toList(),
            directory);

    try (CSVParser parser =
        CSVParser.parse(
            directory.resolve(Exports.ALL_CLASSIFICATION),
            StandardCharsets.UTF_8,
            CSVFormat.DEFAULT)) {
      List<CSVRecord> records = parser.getRecords();
      assertThat(records.stream().skip(1).map(r -> r.get(3)))
          .containsExactly(
              "'=HYPERLINK(\"http://x\")",
              "'+1",
              "'-1",
              "'@SUM(A1)",
              "'\t=1",
              "'\uff1d1",
              "a;'=1;b",
              "plain",
              "a,b\n\"c\"");
      assertThat(records.get(1).get(4)).as("numbers stay numbers").isEqualTo("-1");
    }
  }

  @Test
  void aRowThatCannotBeHadLeavesTheOldFile() throws IOException {
    Exports exports = new Exports(RESULTS);
    exports.write(List.of(new Classification("bim", "alp", "old", 1, 1, null)), directory);
    Iterable<Classification> broken =
        () -> {
          throw new IllegalStateException("predictions are gone");
        };

    assertThatThrownBy(() -> exports.write(broken, directory))
        .isInstanceOf(IllegalStateException.class);

    assertThat(lines(Exports.ALL_CLASSIFICATION)).contains("bim,False,alp,old,1,1,");
    assertThat(directory.toFile().list()).hasSize(7);
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> new Exports(RESULTS).write(List.of(), file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("cannot write the CSV files to " + file);
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(directory.resolve(name));
  }

  private static List<String> column(List<String> lines, int index) {
    return lines.stream().map(line -> line.split(",", -1)[index]).toList();
  }

  private static long score(String line) {
    return Long.parseLong(line.substring(line.indexOf(',') + 1));
  }

  private static long sum(List<String> column) {
    return column.stream().skip(1).filter(v -> !v.isEmpty()).mapToLong(Long::parseLong).sum();
  }
}
