package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.testplugins.GradientStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginJarsTest {
  @TempDir private Path folder;

  @Test
  void aPluginIsWhatItsManifestSays() throws IOException {
    Path path = good("step").write(folder.resolve("step.jar"));
    Files.writeString(folder.resolve("README.txt"), "no jar, no plugin");
    PluginJar jar = read().get(0);
    assertThat(jar.id()).isEqualTo("step");
    assertThat(jar.version()).isEqualTo("1.0.0");
    assertThat(jar.provider()).isEqualTo("tests");
    assertThat(jar.path()).isEqualTo(path);
    assertThat(jar.sha256()).matches("[0-9a-f]{64}");
    assertThat(jar.submission()).isEqualTo("step");
    assertThat(new PluginJar("x", "1", "", path, jar.sha256(), true).submission())
        .isEqualTo("built-in");
  }

  @Test
  void aFolderThatDoesNotExistHoldsNoPlugins() {
    assertThat(PluginJars.in(List.of(new PluginFolder(folder.resolve("none"), false)))).isEmpty();
  }

  @Test
  void aFileThatIsNoArchiveIsNoPlugin() throws IOException {
    Files.writeString(folder.resolve("text.jar"), "not a zip");
    Files.writeString(folder.resolve("z-empty.jar"), "");
    refused("text.jar", "is no plugin", "cannot be read as a jar", "plugins folder");
  }

  @ParameterizedTest
  @CsvSource({"Plugin-Id,no Plugin-Id", "Plugin-Version,no Plugin-Version"})
  void aManifestMustNameIdAndVersion(String line, String message) throws IOException {
    good("step").manifest(line, null).write(folder.resolve("step.jar"));
    refused("step.jar", message);
  }

  @Test
  void aPluginForAnotherApiIsRefused() throws IOException {
    good("old").manifest("Plugin-Requires", ">=2.0.0 & <3.0.0").write(folder.resolve("old.jar"));
    refused("old.jar", "another version of the plugin API", ">=2.0.0 & <3.0.0", "1.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "1.0.0", ">=1.0.0 & <2.0.0", ">=0.9.0"})
  void aPluginForThisApiIsTaken(String requires) throws IOException {
    good("step").manifest("Plugin-Requires", requires).write(folder.resolve("step.jar"));
    assertThat(read()).hasSize(1);
  }

  @Test
  void aRangeThatIsNoneIsRefused() throws IOException {
    good("odd").manifest("Plugin-Requires", "newest").write(folder.resolve("odd.jar"));
    refused("odd.jar", "'newest'", "no version range");
  }

  @Test
  void twoPluginsWithOneIdAreRefused() throws IOException {
    good("same").write(folder.resolve("a.jar"));
    good("same").write(folder.resolve("b.jar"));
    refused("a.jar", "b.jar", "two plugins have the id 'same'", "remove one");
  }

  @Test
  void aPluginThatOffersNothingIsRefused() throws IOException {
    PluginJarMaker.plugin("idle").with(GradientStep.class).write(folder.resolve("idle.jar"));
    refused("idle.jar", "offers no attack or defense", "@Extension");
  }

  private static PluginJarMaker good(String id) {
    return PluginJarMaker.plugin(id).extension(GradientStep.class);
  }

  private List<PluginJar> read() {
    return PluginJars.in(List.of(new PluginFolder(folder, false)));
  }

  private void refused(String... parts) {
    assertThatThrownBy(this::read)
        .isInstanceOf(PluginException.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(parts).doesNotContain("\n"));
  }
}
