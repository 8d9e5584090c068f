package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.util.passthrough.PassthroughNDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorTest {
  private static final Citation PAPER = Citation.of("Somebody: Something. 2026");

  private static AttackDescriptor attack(String id, Set<Norm> norms, Set<Goal> goals) {
    return new AttackDescriptor(
        id, "Title", "What it does.", PAPER, Knowledge.NONE, norms, goals, List.of(), List.of());
  }

  private static DefenseDescriptor defense(String id, List<String> architectures) {
    return new DefenseDescriptor(
        id, "Title", "What.", PAPER, architectures, List.of(), List.of(), false, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fgsm", "pure-pgd", "e2sad", "mi-fgsm-2"})
  void takesIdsThatAreSafeInFilesAndAddresses(String id) {
    assertThat(attack(id, Set.of(Norm.LINF), Set.of(Goal.UNTARGETED)).id()).isEqualTo(id);
    assertThat(defense(id, List.of("d1")).id()).isEqualTo(id);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "PGD",
        "pure_pgd",
        "-pgd",
        "pgd-",
        "pure--pgd",
        "a b",
        "../pgd",
        "pgd\n",
        "a-name-that-is-far-too-long-to-head-a-column-of-a-table"
      })
  void refusesEveryOtherId(String id) {
    for (Runnable making :
        List.<Runnable>of(
            () -> attack(id, Set.of(Norm.LINF), Set.of(Goal.UNTARGETED)),
            () -> defense(id, List.of("d1")),
            () -> CheckpointNeed.of(id, "undefended"),
            () -> CheckpointNeed.of("target", id))) {
      assertThatThrownBy(making::run)
          .isInstanceOf(GauntletException.class)
          .hasMessageContaining("'" + id + "'")
          .hasMessageContaining("for example 'pure-pgd'");
    }
  }

  @Test
  void anAttackNamesANormAndAGoal() {
    assertThatThrownBy(() -> attack("pgd", Set.of(), Set.of(Goal.UNTARGETED)))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("'pgd'");
    assertThatThrownBy(() -> attack("pgd", Set.of(Norm.LINF), Set.of()))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("'pgd'");
  }

  @Test
  void aDefenseNamesAnArchitecture() {
    assertThatThrownBy(() -> defense("alp", List.of()))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("'alp'");
  }

  @Test
  void keepsItsOwnCopies() {
    List<String> architectures = new ArrayList<>(List.of("d1"));
    Map<String, Object> parameters = new HashMap<>(Map.of("epochs", 1));
    DefenseDescriptor defense = defense("alp", architectures);
    CheckpointNeed need = new CheckpointNeed("target", "undefended", parameters, 1);

    architectures.add("lenet");
    parameters.put("epochs", 2);

    assertThat(defense.architectures()).containsExactly("d1");
    assertThat(need.parameters()).containsExactly(Map.entry("epochs", 1));
  }

  @Test
  void aCitationHasATextAndMayLackAnAddress() {
    assertThat(new Citation("Somebody", null).url()).isEmpty();
    assertThatThrownBy(() -> Citation.of(" "))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("authors");
  }

  @Test
  void aModelIsForImagesOfChannelsHeightAndWidthAndSeveralClasses() {
    assertThatThrownBy(
            () -> new ModelContext(PassthroughNDManager.INSTANCE, "d1", new Shape(28, 28), 10, 0))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("(C,H,W)")
        .hasMessageContaining("(28, 28)");
    assertThatThrownBy(
            () -> new ModelContext(PassthroughNDManager.INSTANCE, "d1", new Shape(1, 28, 28), 1, 0))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("got 1");
  }
}
