package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.Citation;
import dev.gauntlet.api.PreparationDescriptor;
import dev.gauntlet.harness.testplugins.GradientStep;
import dev.gauntlet.harness.testplugins.NearestMean;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PluginCatalogTest {
  private static final PluginJar ONE = jar("one");
  private static final PluginJar OTHER = jar("other");
  private static final JarDescription ATTACK =
      new JarDescription(List.of(new GradientStep().descriptor()), List.of(), List.of(), Set.of());
  private static final JarDescription DEFENSE =
      new JarDescription(List.of(), List.of(new NearestMean().descriptor()), List.of(), Set.of());

  @Test
  void everythingIsFoundByItsId() {
    PluginCatalog catalog =
        new PluginCatalog(List.of(ONE, OTHER), jars -> Map.of(ONE, ATTACK, OTHER, DEFENSE));
    assertThat(catalog.attack("gradient-step").jar()).isEqualTo(ONE);
    assertThat(catalog.defense("nearest-mean").jar()).isEqualTo(OTHER);
  }

  @Test
  void anUnknownIdSuggestsTheNearest() {
    PluginCatalog catalog = new PluginCatalog(List.of(ONE), jars -> Map.of(ONE, DEFENSE));
    assertThatThrownBy(() -> catalog.defense("nearest-maen"))
        .isInstanceOf(PluginException.class)
        .hasMessage(
            "unknown defense 'nearest-maen'; did you mean 'nearest-mean'?; installed are nearest-mean");
    assertThatThrownBy(() -> catalog.attack("pgd")).hasMessageContaining("installed are none");
  }

  @Test
  void twoAttacksWithOneIdAreRefused() {
    assertThatThrownBy(
            () ->
                new PluginCatalog(List.of(ONE, OTHER), jars -> Map.of(ONE, ATTACK, OTHER, ATTACK)))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("two attacks have the id 'gradient-step'")
        .hasMessageContaining("one.jar")
        .hasMessageContaining("other.jar");
  }

  @Test
  void aDefenseAndAPreparationWithOneIdAreRefused() {
    JarDescription preparation =
        new JarDescription(
            List.of(),
            List.of(),
            List.of(
                new PreparationDescriptor(
                    "nearest-mean",
                    "Means",
                    "The means of all classes.",
                    Citation.of("Gauntlet's own tests"),
                    List.of("means"),
                    List.of(),
                    List.of())),
            Set.of());
    assertThat(
            new PluginCatalog(List.of(ONE), jars -> Map.of(ONE, preparation))
                .recipe("nearest-mean")
                .jar())
        .isEqualTo(ONE);
    assertThatThrownBy(
            () ->
                new PluginCatalog(
                    List.of(ONE, OTHER), jars -> Map.of(ONE, DEFENSE, OTHER, preparation)))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("two defenses or preparations have the id 'nearest-mean'");
  }

  private static PluginJar jar(String id) {
    return new PluginJar(id, "1.0.0", "tests", Path.of(id + ".jar"), "0".repeat(64), false);
  }

  @Test
  void aJarThatSaysNothingIsLeftOut() {
    PluginCatalog catalog = new PluginCatalog(List.of(ONE, OTHER), jars -> Map.of(OTHER, DEFENSE));
    assertThat(catalog.jars()).containsExactly(OTHER);
    assertThat(catalog.leftOut()).containsExactly(ONE);
  }
}
