package dev.gauntlet.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedSuitesTest {
  private static final SuiteFinder FINDER = new SuiteFinder(Path.of("../suites"));

  static Iterable<String> shipped() {
    return FINDER.names();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void isValid(String name) {
    assertThat(SuiteReader.read(FINDER.find(name)).suite().name())
        .isEqualTo(name.substring(name.lastIndexOf('/') + 1));
  }

  @Test
  void includesTheDefault() {
    assertThat(FINDER.names()).contains(SuiteFinder.DEFAULT);
  }

  @Test
  void nips17KnowsNoWhiteBoxAndRoundsToBytes() {
    Suite nips = SuiteReader.read(FINDER.find("nips17")).suite();

    assertThat(nips.pixels()).isEqualTo(Pixels.UINT8);
    assertThat(nips.attacks())
        .allMatch(attack -> !attack.access().perDefense())
        .anyMatch(AttackEntry::targeted)
        .anyMatch(attack -> !attack.targeted() && attack.access() == Access.TRANSFER);
  }

  @Test
  void blackboxAttacksNeverSeeADefense() {
    assertThat(SuiteReader.read(FINDER.find("blackbox")).suite().attacks())
        .noneMatch(attack -> attack.access().perDefense())
        .anyMatch(attack -> attack.sources().size() > 1);
  }

  @Test
  void suitesOfPapersAreFoundByFolderAndName() {
    assertThat(FINDER.names()).contains("papers/gandef-table2-mnist");
    assertThat(FINDER.find("papers/gandef-table2-mnist"))
        .isEqualTo(Path.of("../suites/papers/gandef-table2-mnist.yaml"));
    assertThatThrownBy(() -> FINDER.find("papers/gandef-table3-mnist"))
        .hasMessageContaining("did you mean 'papers/gandef-table2-mnist'?");
  }

  @Test
  void aMistypedNameGetsASuggestion() {
    assertThatThrownBy(() -> FINDER.find("quik"))
        .isInstanceOf(SuiteException.class)
        .hasMessageStartingWith("there is no suite 'quik'; did you mean 'quick'?");
  }

  @Test
  void aPathIsTakenAsItIs(@TempDir Path folder) throws Exception {
    Path own = Files.writeString(folder.resolve("own.yaml"), "");

    assertThat(FINDER.find(own.toString())).isEqualTo(own);
    assertThatThrownBy(() -> FINDER.find(folder.resolve("other.yml").toString()))
        .hasMessageContaining("there is no such suite file");
  }
}
