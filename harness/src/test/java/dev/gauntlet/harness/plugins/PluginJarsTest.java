package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.store.Sha256;
import dev.gauntlet.harness.testplugins.GradientStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
  @DisabledOnOs({OS.WINDOWS, OS.MAC}) // where no file can have such a name
  void aNameThatTheLocaleCannotEncodeIsSaid() throws Exception {
    // Every byte is a letter of Latin-1.
    assumeThat(System.getProperty("sun.jnu.encoding")).isIn("UTF-8", "ANSI_X3.4-1968");
    Process touch =
        new ProcessBuilder("/bin/sh", "-c", "touch \"$(printf 'x\\377.jar')\"")
            .directory(folder.toFile())
            .start();
    assertThat(touch.waitFor()).isZero();

    refused(".jar has characters in its path that this locale cannot encode; rename it");
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

  @Test
  void aCopyStaysWhatWasCheckedWhateverBecomesOfTheFile(@TempDir Path copies) throws IOException {
    Path path = good("step").write(folder.resolve("step.jar"));
    String hash = Sha256.of(path);

    PluginJar jar = PluginJars.in(List.of(new PluginFolder(folder, false)), copies).get(0);
    Files.writeString(path, "overwritten");

    assertThat(jar.source()).isEqualTo(path);
    assertThat(jar.path()).startsWith(copies).hasFileName("step.jar");
    assertThat(jar.sha256()).isEqualTo(hash).isEqualTo(Sha256.of(jar.path()));
  }

  @Test
  void jarsOfOneNameInTwoFoldersHaveCopiesOfTheirOwn(@TempDir Path copies) throws IOException {
    good("a").write(folder.resolve("a/same.jar"));
    good("b").write(folder.resolve("b/same.jar"));

    List<PluginJar> jars =
        PluginJars.in(
            List.of(
                new PluginFolder(folder.resolve("a"), false),
                new PluginFolder(folder.resolve("b"), true)),
            copies);

    assertThat(jars).extracting(PluginJar::id).containsExactly("a", "b");
    assertThat(jars.get(0).sha256()).isEqualTo(Sha256.of(jars.get(0).path()));
    assertThat(jars.get(1).sha256()).isEqualTo(Sha256.of(jars.get(1).path()));
  }

  @Test
  void anEntryThatLeadsElsewhereIsNamedWithItsJar() throws IOException {
    good("slip").resource("../../slip.txt", new byte[0]).write(folder.resolve("slip.jar"));

    refused("slip.jar", "its entry '../../slip.txt' leads out of a folder", "pack it anew");
  }

  @ParameterizedTest
  @ValueSource(strings = {"META-INF/MANIFEST.MF", "META-INF/extensions.idx"})
  void whatTheHarnessReadsOfAJarCannotFillItsMemory(String entry) throws IOException {
    Path path =
        good("bomb")
            .manifest("Padding", "x".repeat(100_000))
            .resource("META-INF/more.idx", new byte[100_000])
            .write(folder.resolve("bomb.jar"));
    byte[] zip = Files.readAllBytes(path);
    Files.write(path, ZipBytes.of(zip).declaring(entry, 3).get());
    refused("bomb.jar", "its entry " + entry + " is longer than the archive declares");

    Files.write(path, ZipBytes.of(zip).declaring(entry, 1 << 30).get());
    refused("bomb.jar", "it has 1,073,741,824 bytes in its entry " + entry + "; at most ");
  }

  @Test
  void aJarThatLoadsOthersIsRefused() throws IOException {
    good("path").manifest("Class-Path", "../other.jar").write(folder.resolve("path.jar"));
    refused("path.jar", "refers to other jars, by the Class-Path in its manifest", "pack what");

    Files.delete(folder.resolve("path.jar"));
    good("index").resource("META-INF/Index.list", new byte[0]).write(folder.resolve("index.jar"));
    refused("index.jar", "refers to other jars, by its entry META-INF/INDEX.LIST");
  }

  @Test
  void noDroppedInPluginPassesForABuiltInOne() throws IOException {
    good("built-in").write(folder.resolve("spy.jar"));

    refused("spy.jar", "has the Plugin-Id 'built-in', which no plugin may have");
  }

  @ParameterizedTest
  @CsvSource({
    "Plugin-Id,a b,it may have letters",
    "Plugin-Version,1\u001b[2J,the control character U+001B in its Plugin-Version",
    "Plugin-Provider,\u009b31m,the control character U+009B in its Plugin-Provider",
  })
  void aManifestHasPlainWords(String line, String value, String message) throws IOException {
    good("step").manifest(line, value).write(folder.resolve("step.jar"));

    refused("step.jar", message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Plugin-Id", "Plugin-Version", "Plugin-Provider", "Plugin-Requires"})
  void aManifestHasShortWords(String line) throws IOException {
    good("step").manifest(line, "9".repeat(1 << 20)).write(folder.resolve("step.jar"));

    refused("step.jar", "has a " + line + " of 1,048,576 characters; at most ");
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
