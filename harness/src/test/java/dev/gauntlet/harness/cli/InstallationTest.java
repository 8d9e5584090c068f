package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir private Path root;

  @BeforeEach
  void somebodyHasSuites() throws IOException {
    Files.createDirectories(root.resolve("suites"));
  }

  @Test
  void aCheckoutsOwnSuitesAreUsedAsTheyAre() {
    Path built = root.resolve("harness/target/gauntlet");

    assertThat(new Installation(built, root, Optional.empty()).suites())
        .isEqualTo(root.resolve("suites"));
  }

  @Test
  void aDistributionUsesItsOwnWhereverItIsStarted() {
    Path distribution = root.resolve("gauntlet");

    assertThat(new Installation(distribution, root, Optional.empty()).suites())
        .isEqualTo(distribution.resolve("suites"));
  }
}
