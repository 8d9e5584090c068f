package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.testplugins.GradientStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class ArchivePropertyTest {
  private static Path folder;
  private static byte[] good;

  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("archives");
    Path jar = folder.resolve("step.jar");
    good =
        Files.readAllBytes(PluginJarMaker.plugin("step").extension(GradientStep.class).write(jar));
  }

  @AfterContainer
  static void delete() throws IOException {
    Files.delete(folder.resolve("step.jar"));
    Files.delete(folder);
  }

  @Property(tries = 500)
  void aDamagedJarIsAPluginOrRefusedAndNothingElse(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int bytes) throws IOException {
    Random random = new Random(seed);
    byte[] damaged = good.clone();
    // Most of the damage where the structure is: at the end.
    int from = random.nextBoolean() ? damaged.length - 600 : 0;
    for (int i = 0; i < bytes; i++) {
      damaged[from + random.nextInt(damaged.length - from)] = (byte) random.nextInt();
    }
    Files.write(folder.resolve("step.jar"), damaged);

    try {
      assertThat(PluginJars.in(List.of(new PluginFolder(folder, false)))).hasSize(1);
    } catch (PluginException e) {
      assertThat(e).hasMessageStartingWith(folder.resolve("step.jar").toString());
    }
  }
}
