package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.datasets.Split;
import dev.gauntlet.harness.plugins.JarDescription;
import dev.gauntlet.harness.plugins.PluginCatalog;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.suite.AttackEntry;
import dev.gauntlet.harness.suite.DefenseEntry;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.suite.Pixels;
import dev.gauntlet.harness.suite.SourceEntry;
import dev.gauntlet.harness.suite.Suite;
import dev.gauntlet.harness.suite.Targets;
import dev.gauntlet.harness.suite.Training;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineupTest {
  private static final AttackEntry STRONG =
      new AttackEntry(
          "strong",
          "pgd",
          Access.WHITE_BOX,
          Map.of(),
          List.of(),
          Optional.empty(),
          OptionalLong.empty(),
          true);
  private static final DefenseEntry TUNED = new DefenseEntry("tuned", "alp", Map.of("lambda", "2"));

  private final List<String> warnings = new ArrayList<>();
  private final Lineup lineup = lineup(STRONG);

  @Test
  void everyInstalledDefenseJoinsThoseOfTheSuite() {
    assertThat(lineup.everyDefense()).containsExactly(TUNED, DefenseEntry.of("undefended"));
  }

  @Test
  void droppedInAttacksJoinWithTheAccessTheyNeed() {
    List<AttackEntry> joined = lineup.droppedInAttacks();

    assertThat(joined).extracting(AttackEntry::id).containsExactly("asking", "gradient", "random");
    assertThat(joined)
        .extracting(AttackEntry::access)
        .containsExactly(Access.QUERY, Access.WHITE_BOX, Access.NONE);
    assertThat(joined.get(0).queries()).hasValue(AttackEntry.DEFAULT_QUERIES);
    assertThat(joined.get(1).targets()).isEqualTo(Optional.of(Targets.NEXT));
    assertThat(joined.get(2).targets()).isEmpty();
  }

  @Test
  void anAttackThatCannotKeepTheBudgetIsLeftOutWithAWarning() {
    lineup.droppedInAttacks();

    assertThat(warnings)
        .containsExactly("attack 'sparse' is left out: it cannot keep a budget in linf");
  }

  @Test
  void chosenDefensesAreThoseOfTheSuiteOrInstalled() {
    assertThat(lineup.defenses(List.of("tuned", "alp")))
        .containsExactly(TUNED, DefenseEntry.of("alp"));
    assertThatThrownBy(() -> lineup.defenses(List.of("undefnded")))
        .hasMessageContaining("did you mean 'undefended'?");
  }

  @Test
  void chosenAttacksAreThoseOfTheSuiteOrInstalled() {
    List<AttackEntry> chosen = lineup.attacks(List.of("pgd", "strong"), List.of(STRONG));

    assertThat(chosen).extracting(AttackEntry::id).containsExactly("pgd", "strong");
    assertThat(chosen.get(1)).isEqualTo(STRONG);
    assertThatThrownBy(() -> lineup.attacks(List.of("strng"), List.of(STRONG)))
        .hasMessageStartingWith(
            "there is no attack 'strng' in the suite or installed; did you mean 'strong'?");
  }

  @Test
  void inASuiteWithoutAccessToTheDefensesTheyShareItsSources() {
    List<SourceEntry> sources = List.of(new SourceEntry("undefended", 2, Map.of()));
    AttackEntry transfer =
        new AttackEntry(
            "far",
            "pgd",
            Access.TRANSFER,
            Map.of(),
            sources,
            Optional.empty(),
            OptionalLong.empty(),
            true);

    List<AttackEntry> joined = lineup(transfer).droppedInAttacks();

    assertThat(joined)
        .extracting(AttackEntry::access)
        .containsExactly(Access.TRANSFER, Access.TRANSFER, Access.NONE);
    assertThat(joined.get(0).sources()).isEqualTo(sources);
    assertThat(joined.get(2).sources()).isEmpty();
  }

  private Lineup lineup(AttackEntry attack) {
    return new Lineup(
        new Suite(
            "trial",
            "",
            "",
            "mnist-mini",
            Split.TEST,
            OptionalInt.empty(),
            Training.DEFAULT,
            new Budget(Norm.LINF, 0.3),
            Pixels.FLOAT32,
            1,
            OptionalInt.empty(),
            Limits.DEFAULT,
            List.of(TUNED),
            List.of(attack)),
        catalog(),
        warnings::add);
  }

  private static PluginCatalog catalog() {
    PluginJar builtIn = jar("built-in", true);
    PluginJar dropIn = jar("drop-in", false);
    Map<PluginJar, JarDescription> offers =
        Map.of(
            builtIn,
            new JarDescription(
                List.of(attack("pgd", Knowledge.GRADIENTS, Norm.LINF, Goal.UNTARGETED)),
                List.of(defense("undefended"), defense("alp")),
                List.of(),
                Set.of()),
            dropIn,
            new JarDescription(
                List.of(
                    attack("random", Knowledge.NONE, Norm.LINF, Goal.UNTARGETED),
                    attack("asking", Knowledge.DECISIONS, Norm.LINF, Goal.UNTARGETED),
                    attack("gradient", Knowledge.GRADIENTS, Norm.LINF, Goal.TARGETED),
                    attack("sparse", Knowledge.NONE, Norm.L0, Goal.UNTARGETED)),
                List.of(),
                List.of(),
                Set.of()));
    return new PluginCatalog(List.of(builtIn, dropIn), jars -> offers);
  }

  private static PluginJar jar(String id, boolean builtIn) {
    return new PluginJar(id, "1", "tests", Path.of(id + ".jar"), "0".repeat(64), builtIn);
  }

  private static AttackDescriptor attack(String id, Knowledge needs, Norm norm, Goal goal) {
    return new AttackDescriptor(
        id,
        id,
        "Invented.",
        Citation.of("Nobody."),
        needs,
        Set.of(norm),
        Set.of(goal),
        List.of(),
        List.of());
  }

  private static DefenseDescriptor defense(String id) {
    return new DefenseDescriptor(
        id,
        id,
        "Invented.",
        Citation.of("Nobody."),
        List.of("d1"),
        List.of(),
        List.of(),
        false,
        false);
  }
}
