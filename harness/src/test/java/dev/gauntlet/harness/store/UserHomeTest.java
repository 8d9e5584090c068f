package dev.gauntlet.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.GauntletException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserHomeTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"?", "", " ", "relative", "/nowhere/to/be/found"})
  void whereJavaKnowsNoHomeFolderTheEnvironmentDoes(String property) {
    UserHome home = home(property, Map.of("HOME", folder.toString()));

    assertThat(home.store()).hasValue(folder.resolve(".cache/gauntlet"));
    assertThat(home.engines()).isEqualTo(folder.resolve(".djl.ai"));
  }

  @Test
  void javasHomeFolderComesFirst() {
    UserHome home = home(folder.toString(), Map.of("HOME", "/"));

    assertThat(home.store()).hasValue(folder.resolve(".cache/gauntlet"));
    assertThat(home.engines()).isEqualTo(folder.resolve(".djl.ai"));
  }

  @Test
  void whatIsSetWinsOverAnyHomeFolder() {
    Map<String, String> set =
        Map.of("GAUNTLET_HOME", "/g", "DJL_CACHE_DIR", "/d", "ENGINE_CACHE_DIR", "/e");

    assertThat(home(folder.toString(), set).store()).hasValue(Path.of("/g"));
    assertThat(home(folder.toString(), set).engines()).isEqualTo(Path.of("/e"));
    assertThat(home("?", Map.of("DJL_CACHE_DIR", "/d")).engines()).isEqualTo(Path.of("/d"));
  }

  @Test
  void withoutAnyHomeFolderTheStoreIsEnough() {
    UserHome home = home("?", Map.of("GAUNTLET_HOME", "/g", "HOME", ""));

    assertThat(home.store()).hasValue(Path.of("/g"));
    assertThat(home.engines()).isEqualTo(Path.of("/g/djl"));
  }

  @Test
  void withNeitherTheRemedyIsSaid() {
    UserHome home = home("?", Map.of());

    assertThat(home.store()).isEmpty();
    assertThatThrownBy(home::engines)
        .isInstanceOf(GauntletException.class)
        .hasMessage(
            "there is no home folder: Java's user.home is '?' and HOME is not set; set GAUNTLET_HOME to a writable folder");
  }

  private static UserHome home(String property, Map<String, String> variables) {
    return new UserHome(property, variables::get);
  }
}
