package dev.gauntlet.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.Split;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuiteReaderTest {
  private static final String SMALLEST =
      """
      budget: {norm: linf, epsilon: 8/255}
      attacks:
        - attack: fgsm
          access: white-box
      """;

  @Test
  void fillsInEveryDefault() {
    Suite suite = read(SMALLEST);

    assertThat(suite.name()).isEqualTo("trial");
    assertThat(suite.title()).isEqualTo("trial");
    assertThat(suite.dataset()).isEqualTo("mnist-mini");
    assertThat(suite.split()).isEqualTo(Split.TEST);
    assertThat(suite.limit()).isEmpty();
    assertThat(suite.training()).isEqualTo(new Training("d1", 1));
    assertThat(suite.budget()).isEqualTo(new Budget(Norm.LINF, 8 / 255.0));
    assertThat(suite.pixels()).isEqualTo(Pixels.FLOAT32);
    assertThat(suite.seed()).isEqualTo(1);
    assertThat(suite.batch()).isEmpty();
    assertThat(suite.limits()).isEqualTo(Limits.DEFAULT);
    assertThat(suite.defenses()).isEmpty();
    AttackEntry attack = suite.attacks().get(0);
    assertThat(attack.id()).isEqualTo("fgsm");
    assertThat(attack.targeted()).isFalse();
    assertThat(attack.queries()).isEmpty();
    assertThat(attack.trueLabels()).isTrue();
  }

  @Test
  void readsEveryKey() {
    Suite suite =
        read(
            """
            title: All of it
            description: every key
            dataset: fashion-mnist
            split: train
            limit: 50
            training: {architecture: lenet, seed: 7}
            budget: {norm: L2, epsilon: 1.5}
            pixels: uint8
            seed: 9
            batch: 25
            limits: {seconds-per-100-images: 30, seconds-to-start: 5.5, heap: 512m, resident: 3g, output: 10m, processes: 3}
            defenses:
              - undefended
              - {id: alp-strong, defense: alp, parameters: {lambda: 0.5, labels: smooth}}
            attacks:
              - attack: square
                access: query
              - id: targeted-pgd
                attack: pgd
                access: transfer
                targets: least-likely
                true-labels: false
                parameters: {step_size: 1/255, restarts: 2}
                sources:
                  - undefended
                  - {defense: pure-pgd, seed: 3, parameters: {steps: 7}}
            """);

    assertThat(suite.title()).isEqualTo("All of it");
    assertThat(suite.split()).isEqualTo(Split.TRAIN);
    assertThat(suite.limit()).isEqualTo(OptionalInt.of(50));
    assertThat(suite.training()).isEqualTo(new Training("lenet", 7));
    assertThat(suite.budget()).isEqualTo(new Budget(Norm.L2, 1.5));
    assertThat(suite.pixels()).isEqualTo(Pixels.UINT8);
    assertThat(suite.batch()).hasValue(25);
    assertThat(suite.limits()).isEqualTo(new Limits(30, 5.5, 512L << 20, 3L << 30, 10 << 20, 3));
    assertThat(suite.defenses())
        .containsExactly(
            DefenseEntry.of("undefended"),
            new DefenseEntry("alp-strong", "alp", Map.of("lambda", "0.5", "labels", "smooth")));
    assertThat(suite.attacks().get(0).queries())
        .isEqualTo(OptionalLong.of(AttackEntry.DEFAULT_QUERIES));
    AttackEntry pgd = suite.attacks().get(1);
    assertThat(pgd.targets()).isEqualTo(Optional.of(Targets.LEAST_LIKELY));
    assertThat(pgd.trueLabels()).isFalse();
    assertThat(pgd.parameters()).containsEntry("step_size", "1/255").containsEntry("restarts", "2");
    assertThat(pgd.sources())
        .containsExactly(
            new SourceEntry("undefended", 7, Map.of()),
            new SourceEntry("pure-pgd", 3, Map.of("steps", "7")));
  }

  @Test
  void trustedKeysAreFilesBesideTheSuite() {
    SuiteFile file =
        SuiteReader.parse(
            Path.of("contest", "trial.yaml"),
            "trial",
            SMALLEST + "trusted-keys: [keys/team-a.pem, /keys/team-b.pem]\n");

    assertThat(file.trustedKeys())
        .containsExactly(Path.of("contest/keys/team-a.pem"), Path.of("/keys/team-b.pem"));
    assertThat(SuiteReader.parse(Path.of("trial.yaml"), "trial", SMALLEST).trustedKeys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "attack: fgsm            | atack: fgsm             | :3: 'attacks[0].atack' is no known key; did you mean 'attack'?",
        "access: white-box       | access: whitebox        | :4: 'attacks[0].access' is 'whitebox', which is none; did you mean 'white-box'?",
        "access: white-box       | access: transfer        | :3: attack 'fgsm' has access 'transfer' but no 'sources'",
        "access: white-box       | access: [white-box]     | :4: 'attacks[0].access' must be a single value, got a list",
        "access: white-box       | queries: 3              | 'attacks[0].access' is missing",
        "access: white-box       | '{access: query, queries: 0}' | attack 'fgsm' needs 'queries' of at least 1",
        "epsilon: 8/255          | epsilon: 8              | :1: budget: epsilon is in [0, 1] pixel units for LINF, got 8.0",
        "epsilon: 8/255          | epsilon: -0.1           | :1: budget: epsilon must be a finite number >= 0, got -0.1",
        "epsilon: 8/255          | epsilon: 8/zero         | :1: 'budget.epsilon' must be a number such as 0.3 or 8/255, got '8/zero'",
        "epsilon: 8/255          | 'epsilon: 0,3'          | :1: 'budget.epsilon' must be a number such as 0.3 or 8/255, got '0,3'; write a decimal point: 0.3",
        "budget:                 | 'training: {seed: 1,5}' | :5: 'training.seed' must be a number such as 0.3 or 8/255, got '1,5'; write a decimal point: 1.5",
        "epsilon: 8/255          | 'epsilon: \"0,3\"'      | :1: 'budget.epsilon' must be a number such as 0.3 or 8/255, got '0,3'; write a decimal point: 0.3",
        "epsilon: 8/255          | epsilon: 0.3f           | :1: 'budget.epsilon' must be a number such as 0.3 or 8/255, got '0.3f'; write no letter after it: 0.3",
        "epsilon: 8/255          | epsilon: 1e999          | got '1e999'; it is too large",
        "epsilon: 8/255          | epsilon: 1e-999         | got '1e-999'; it is too close to 0",
        "epsilon: 8/255          | epsilon: 0x1p-2         | got '0x1p-2'; write it in decimal digits",
        "epsilon: 8/255          | epsilon: .nan           | got '.nan'; it must be finite",
        "epsilon: 8/255          | epsilon: 8/0            | got '8/0'; it divides by 0",
        "epsilon: 8/255          | epsilon: 0. 3           | got '0. 3'; write nothing between the digits: 0.3",
        "budget:                 | limit: ۵                | 'limit' must be a whole number, got '۵'; write the digits 0 to 9",
        "budget:                 | limit: 1_000            | 'limit' must be a whole number, got '1_000'; write nothing between the digits: 1000",
        "budget:                 | 'limits: {seconds-to-start: 60s}' | 'limits.seconds-to-start' must be a number such as 0.3 or 8/255, got '60s'",
        "norm: linf              | norm: l7                | :1: 'budget.norm' is 'l7', which is none",
        "norm: linf              | norm: linf, norm: l2    | :1: 'budget.norm' is given twice; keep one",
        "budget:                 | limit: 0                | 'limit' must be a whole number from 1, got '0'",
        "budget:                 | batch: many             | 'batch' must be a whole number, got 'many'",
        "budget:                 | limits: {heap: 2}       | 'limits.heap' must be an amount of memory such as 512m or 2g, got '2'",
        "budget:                 | trusted-keys: a.pem     | 'trusted-keys' must be a list",
        "budget:                 | 'trusted-keys: []'      | :5: 'trusted-keys' is empty; name at least one certificate, or leave it out",
        "budget:                 | 'trusted-keys: [{key: a}]' | 'trusted-keys[0].key' is no known key",
        "budget:                 | datset: mnist           | 'datset' is no known key; did you mean 'dataset'?",
      })
  void saysWhatIsWrongAndWhere(String good, String bad, String message) {
    String replaced = bad.startsWith("{") ? bad.substring(1, bad.length() - 1) : bad;
    String yaml =
        good.equals("budget:")
            ? SMALLEST + replaced + "\n"
            : SMALLEST.replace(good, replaced.replace(", queries", "\n    queries"));

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SuiteException.class)
        .hasMessageStartingWith("trial.yaml")
        .hasMessageContaining(message);
  }

  @Test
  void namesTheLineOfTheSecondOfTwoEqualIds() {
    assertThatThrownBy(() -> read(SMALLEST + "  - attack: fgsm\n    access: white-box\n"))
        .isInstanceOf(SuiteException.class)
        .hasMessage("trial.yaml:5: two attacks have the id 'fgsm'; give one of them another 'id'");
  }

  @Test
  void mergesWhatAMergeKeyNames() {
    Suite suite =
        read(
            """
            budget: &budget {norm: linf, epsilon: 0.3}
            defenses:
              - &strong {id: strong, defense: alp, parameters: {lambda: 0.5}}
              - {<<: *strong, id: weak, parameters: {labels: smooth}}
            attacks:
              - &pgd
                attack: pgd
                access: transfer
                sources: [undefended]
                parameters: &few {step_size: 0.01, steps: 40}
              - <<: *pgd
                id: pgd-again
                parameters: {step_size: 0.02}
              - {<<: *pgd, id: pgd-100, parameters: {<<: *few, steps: 100}}
              - {<<: [{access: none}, *pgd], id: blind, sources: []}
            """);

    assertThat(suite.defenses().get(1))
        .as("a value is replaced whole")
        .isEqualTo(new DefenseEntry("weak", "alp", Map.of("labels", "smooth")));
    assertThat(suite.attacks()).extracting(AttackEntry::attack).containsOnly("pgd");
    assertThat(suite.attacks().get(1).parameters()).isEqualTo(Map.of("step_size", "0.02"));
    assertThat(suite.attacks().get(1).sources()).hasSize(1);
    assertThat(suite.attacks().get(2).parameters())
        .isEqualTo(Map.of("step_size", "0.01", "steps", "100"));
    assertThat(suite.attacks().get(3).access())
        .as("the earlier of a list wins")
        .isEqualTo(Access.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<<: *a                            | :5: two attacks have the id 'fgsm'",
        "<<: 7                             | :5: 'attacks[1].<<' must merge a mapping or a list of mappings, as in <<: *name",
        "<<: [*a, 7]                       | :5: 'attacks[1].<<' must merge a mapping or a list of mappings",
        "'&b {<<: *b, id: x}'              | :5: 'attacks[1].<<' merges a mapping into itself",
        "'&b {<<: {<<: *b}, id: x}'        | :5: 'attacks[1].<<' merges a mapping into itself",
        "'{<<: *a, <<: *a, id: x}'         | :5: 'attacks[1].<<' is given twice; merge a list, as in <<: [*a, *b]",
        "'{\"<<\": *a, id: x}'           | :5: 'attacks[1].<<' is no known key",
        "'{<<: {acess: none}, attack: x}'  | :5: 'attacks[1].acess' is no known key; did you mean 'access'?",
        "'{<<: *a, id: x, id: y}'          | :5: 'attacks[1].id' is given twice; keep one",
        "'{<<: *a, id: x, parameters: &p {x: *p}}' | :5: 'attacks[1].parameters.x' must be a single value",
        "'{<<: *a, id: x, queries: 3}'     | :5: attack 'x' names 'queries', which only access 'query' has",
        "'{<<: *a, id: x, access: loud}'   | :5: 'attacks[1].access' is 'loud', which is none",
      })
  void aMergeThatCannotBeIsSaidWithItsLine(String entry, String message) {
    String yaml =
        SMALLEST.replace("- attack: fgsm", "- &a\n    attack: fgsm") + "  - " + entry + "\n";

    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(SuiteException.class)
        .hasMessageStartingWith("trial.yaml" + message.replace(":5:", ":6:"));
  }

  @Test
  void whatIsWrongInAMergedValueIsSaidWhereItStands() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    budget: {norm: linf, epsilon: 0.3}
                    attacks:
                      - &a {attack: fgsm, access: query, queries: 7}
                      - <<: *a
                        id: x
                        access: none
                    """))
        .hasMessage(
            "trial.yaml:4: attack 'x' names 'queries', which only access 'query' has; its access is 'none'");
    assertThatThrownBy(
            () ->
                read(
                    """
                    budget: {norm: linf, epsilon: 0.3}
                    attacks:
                      - {attack: fgsm, access: none}
                      - id: x
                        <<:
                          attack: fgsm
                          access: nowhere
                    """))
        .hasMessageStartingWith("trial.yaml:7: 'attacks[1].access' is 'nowhere', which is none");
  }

  /** Each level merges the one before twice: as a tree, 2 to the power of 40. */
  @Test
  void mergesOfMergesTakeNoTime() {
    StringBuilder yaml = new StringBuilder("budget: {norm: linf, epsilon: 0.3}\nattacks:\n");
    yaml.append("  - &a0 {id: a0, attack: fgsm, access: none}\n");
    for (int i = 1; i <= 40; i++) {
      yaml.append("  - &a%s {<<: [*a%s, *a%s], id: a%s}\n".formatted(i, i - 1, i - 1, i));
    }
    assertThat(read(yaml.toString()).attacks()).hasSize(41);
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThatThrownBy(() -> read("budget: {norm: linf\nattacks: ["))
        .isInstanceOf(SuiteException.class)
        .hasMessageStartingWith("trial.yaml:2: is not YAML");
    assertThatThrownBy(() -> read("- a list"))
        .hasMessage("trial.yaml:1: the suite must be a mapping of keys to values");
    assertThatThrownBy(() -> read("# nothing")).hasMessageStartingWith("trial.yaml: is empty");
  }

  @Test
  void refusesASuiteWithoutAttacks() {
    assertThatThrownBy(() -> read("budget: {norm: linf, epsilon: 0.3}"))
        .hasMessageContaining("'attacks' is empty; name at least one attack");
  }

  @Test
  void refusesAFileThatIsMissingOrNotText(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> SuiteReader.read(missing))
        .hasMessage(missing + ": there is no such file");
    Path latin = Files.write(folder.resolve("x.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> SuiteReader.read(latin)).hasMessageContaining("not text in UTF-8");
  }

  private static Suite read(String yaml) {
    return SuiteReader.parse(Path.of("trial.yaml"), "trial", yaml).suite();
  }
}
