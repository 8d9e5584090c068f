package dev.gauntlet.harness.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Kind;
import dev.gauntlet.harness.testplugins.BrokenConstructor;
import dev.gauntlet.harness.testplugins.BrokenDescriptor;
import dev.gauntlet.harness.testplugins.Halting;
import dev.gauntlet.harness.testplugins.NearestMean;
import dev.gauntlet.harness.testplugins.Nosy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WorkbenchIT {
  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  @Test
  void aPluginSeesTheApiAndTheEngineAndNothingElseOfTheHost() throws IOException {
    PluginJarMaker.plugin("nosy")
        .extension(Nosy.class)
        .with(NearestMean.class)
        .with(TestBench.modelClass())
        .resource("own.txt", "mine".getBytes(UTF_8))
        .write(folder.resolve("plugins/nosy.jar"));
    try (Workbench bench = open()) {
      assertThat(bench.catalog().defense("nosy").descriptor().description().split(" "))
          .containsExactly(
              "java.sql.Connection",
              "dev.gauntlet.api.Attack",
              "ai.djl.ndarray.NDArray",
              "org.slf4j.Logger",
              "org.pf4j.Extension",
              "own.txt");
    }
  }

  @Test
  void aJarIsAskedOnceWhatItOffers() throws IOException {
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(TestBench.modelClass())
        .write(folder.resolve("plugins/means.jar"));
    try (Workbench bench = open()) {
      assertThat(bench.catalog().defenses()).containsOnlyKeys("nearest-mean");
      assertThat(bench.catalog().defense("nearest-mean").descriptor())
          .isEqualTo(new NearestMean().descriptor());
    }
    try (Workbench bench = open()) {
      assertThat(bench.catalog().defenses()).containsOnlyKeys("nearest-mean");
      assertThat(new Inventory(bench.store()).list())
          .singleElement()
          .satisfies(entry -> assertThat(entry.kind()).isEqualTo(Kind.DESCRIPTION));
    }
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(
            BrokenConstructor.class,
            "its constructor throws: java.lang.IllegalStateException: no weights on this machine"),
        Arguments.of(BrokenDescriptor.class, "its descriptor throws: defense: the id 'No Id!'"),
        Arguments.of(
            Commanding.class,
            "the defense 'commanding' has the control character U+001B in its title; remove it"),
        Arguments.of(Halting.class, "exit code 9"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aPluginThatDoesNotSayWhatItOffersIsLeftOutWithOneClearSentence(Class<?> type, String message)
      throws IOException {
    Path jar =
        PluginJarMaker.plugin("broken")
            .extension(type)
            .with(NearestMean.class)
            .write(folder.resolve("plugins/broken.jar"));
    PluginJarMaker.plugin("means")
        .extension(NearestMean.class)
        .with(TestBench.modelClass())
        .write(folder.resolve("plugins/means.jar"));
    try (Workbench bench = open()) {
      assertThat(bench.catalog().leftOut())
          .singleElement()
          .satisfies(left -> assertThat(left.source()).isEqualTo(jar));
      assertThat(bench.catalog().defenses()).containsOnlyKeys("nearest-mean");
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains("broken.jar (broken) is left out", message)
          .doesNotContain("\n");
    }
  }

  @Test
  void twoDefensesWithOneIdInOneJarAreLeftOut() throws IOException {
    PluginJarMaker.plugin("twice")
        .extension(NearestMean.class)
        .extension(Same.class)
        .with(TestBench.modelClass())
        .write(folder.resolve("plugins/twice.jar"));
    try (Workbench bench = open()) {
      assertThat(bench.catalog().defenses()).isEmpty();
      assertThat(warnings)
          .singleElement()
          .asString()
          .contains("two defenses have the id 'nearest-mean'");
    }
  }

  /** Its title clears the screen. */
  public static final class Commanding extends NearestMean {
    @Override
    public DefenseDescriptor descriptor() {
      DefenseDescriptor about = super.descriptor();
      return new DefenseDescriptor(
          "commanding",
          "Commanding\u001b[2J",
          about.description(),
          about.citation(),
          about.architectures(),
          about.parameters(),
          about.checkpoints(),
          about.rejects(),
          about.randomized());
    }
  }

  /** The same id again. */
  public static final class Same extends NearestMean {}

  private Workbench open() {
    return Workbench.open(
        Settings.onCpu(
            folder.resolve("home"),
            List.of(new PluginFolder(folder.resolve("plugins"), false)),
            "auto",
            1,
            new Unconfined(),
            TestBench.LIMITS,
            Optional.empty()),
        warnings::add);
  }
}
