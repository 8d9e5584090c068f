package dev.gauntlet.harness.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.datasets.DatasetStore;
import dev.gauntlet.datasets.LabeledImages;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.scoring.Answer;
import dev.gauntlet.harness.scoring.AttackRecord;
import dev.gauntlet.harness.scoring.BatchTime;
import dev.gauntlet.harness.scoring.CellRecord;
import dev.gauntlet.harness.scoring.DefenseRecord;
import dev.gauntlet.harness.scoring.Observations;
import dev.gauntlet.harness.scoring.Perturbation;
import dev.gauntlet.harness.scoring.Truth;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.leaderboard.results.AttackResult;
import dev.gauntlet.leaderboard.results.CheckpointInfo;
import dev.gauntlet.leaderboard.results.Machine;
import dev.gauntlet.leaderboard.results.Results;
import dev.gauntlet.leaderboard.results.ResultsJson;
import dev.gauntlet.leaderboard.results.Run;
import dev.gauntlet.leaderboard.results.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An invented run of two attacks on one defense, on six real images. */
class PublisherTest {
  private static final int IMAGES = 6;

  @TempDir private Path folder;

  private final LabeledImages images =
      new DatasetStore(Path.of("unused")).load("mnist-mini", Split.TEST).first(IMAGES);

  @Test
  void leavesARunThatIsComplete() throws IOException {
    Path published;
    try (RunDirectory directory =
        RunDirectory.begin(folder.resolve("runs"), "trial", Instant.EPOCH)) {
      Publisher.publish(finished(), () -> run(directory.id()), "# the suite\n", directory);
      published = directory.publish();
    }

    Results results = ResultsJson.read(published.resolve("results.json"));
    assertThat(results.cells()).hasSize(2);
    assertThat(results.dataset().images()).isEqualTo(IMAGES);
    assertThat(results.budget().norm()).isEqualTo("Linf");
    assertThat(results.attacks())
        .extracting(AttackResult::title)
        .containsExactly("Gradient", "Noise");
    assertThat(results.defenses().get(0).clean().correct()).isEqualTo(IMAGES);
    assertThat(published.resolve("suite.yaml")).hasContent("# the suite");
    assertThat(published.resolve("site/index.html")).isNotEmptyFile();
    assertThat(published.resolve("csv/all_classification.csv"))
        .content()
        .hasLineCount(1 + 2 * IMAGES);
  }

  @Test
  void showsWhatTheAttackFooledWithTheAnswersOfTheDefense() throws IOException {
    Results results;
    Path root;
    try (RunDirectory directory =
        RunDirectory.begin(folder.resolve("runs"), "trial", Instant.EPOCH)) {
      results =
          Publisher.publish(finished(), () -> run(directory.id()), "# the suite\n", directory);
      root = directory.publish();
    }

    List<Sample> white = samples(results, "strong");
    assertThat(white).hasSize(4);
    assertThat(white.get(0).imageId()).isEqualTo(images.ids().get(0));
    assertThat(white.get(0).defense()).isEqualTo("bare");
    assertThat(white.get(0).cleanPrediction()).isEqualTo(images.label(0));
    assertThat(white.get(0).perturbedPrediction()).isNotEqualTo(images.label(0));
    assertThat(white.get(0).distance()).isEqualTo(0.25);
    assertThat(samples(results, "noise"))
        .hasSize(4)
        .allSatisfy(sample -> assertThat(sample.defense()).isNull())
        .allSatisfy(sample -> assertThat(sample.perturbedPrediction()).isNull());
    for (Sample sample : results.samples()) {
      assertThat(root.resolve(sample.clean())).isNotEmptyFile();
      assertThat(root.resolve(sample.perturbed())).isNotEmptyFile();
      assertThat(root.resolve(sample.difference())).isNotEmptyFile();
    }
  }

  private static List<Sample> samples(Results results, String attack) {
    return results.samples().stream().filter(sample -> sample.attack().equals(attack)).toList();
  }

  private FinishedRun finished() {
    return new FinishedRun(
        new Budget(Norm.LINF, 0.25),
        DatasetRegistry.builtIn().get("mnist-mini"),
        images,
        List.of(),
        List.of(
            attack("gradient", "Gradient", "strong", Access.WHITE_BOX),
            attack("noise", "Noise", "noise", Access.NONE)),
        List.of(defense()),
        observations(),
        (attack, defense) -> Optional.of(image -> images.unitPixels(image, image + 1)),
        List.of("a warning"));
  }

  private static AttackEntrant attack(String id, String title, String entry, Access access) {
    return new AttackEntrant(
        new AttackEntry(
            entry, id, access, Map.of(), List.of(), Optional.empty(), OptionalLong.empty(), true),
        new AttackDescriptor(
            id,
            title,
            "Invented.",
            new Citation("Nobody. Nothing.", "https://example.org"),
            Knowledge.NONE,
            Set.of(Norm.LINF),
            Set.of(Goal.UNTARGETED),
            List.of(),
            List.of()),
        "inventions",
        Map.of("steps", 3L),
        List.of());
  }

  private static DefenseEntrant defense() {
    return new DefenseEntrant(
        DefenseEntry.of("bare"),
        new DefenseDescriptor(
            "bare",
            "Bare",
            "Invented.",
            Citation.of("Nobody."),
            List.of("d1"),
            List.of(),
            List.of(),
            false,
            false),
        "inventions",
        Map.of(),
        new CheckpointInfo("trained", "0".repeat(64), "d1", "mnist-mini", Map.of()),
        true,
        Optional.empty());
  }

  private Observations observations() {
    return new Observations(
        IntStream.range(0, IMAGES)
            .mapToObj(i -> new Truth(images.ids().get(i), images.label(i)))
            .toList(),
        List.of(
            new AttackRecord("strong", false, List.of(new BatchTime(IMAGES, 2))),
            new AttackRecord("noise", false, List.of(new BatchTime(IMAGES, 1)))),
        List.of(
            new DefenseRecord(
                "bare",
                answers(0),
                List.of(new BatchTime(IMAGES, 0.5)),
                Optional.empty(),
                Optional.empty())),
        List.of(cell("strong", answers(1)), cell("noise", answers(0))));
  }

  private CellRecord cell(String attack, List<Answer> answers) {
    return new CellRecord(
        "bare",
        attack,
        IntStream.range(0, IMAGES).mapToObj(i -> new Perturbation(false, false, 0.25)).toList(),
        0,
        List.of(),
        answers,
        List.of(new BatchTime(IMAGES, 0.5)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The label plus an offset. */
  private List<Answer> answers(int offset) {
    return IntStream.range(0, IMAGES)
        .mapToObj(i -> new Answer((images.label(i) + offset) % 10, false, false))
        .toList();
  }

  private static Run run(String id) {
    return new Run(
        id,
        "trial",
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
        null);
  }
}
