package dev.gauntlet.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Modules are built two at a time, in the order of their dependencies alone. */
class ParallelBuildTest {
  private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");

  @Test
  void theDistributionWaitsForEveryPlugin() throws IOException {
    String harness = Files.readString(Path.of("pom.xml"));
    List<String> plugins = new ArrayList<>();
    MODULE
        .matcher(Files.readString(Path.of("../plugins/pom.xml")))
        .results()
        .forEach(module -> plugins.add(module.group(1)));

    assertThat(plugins)
        .isNotEmpty()
        .as("plugins that harness/pom.xml does not depend on")
        .filteredOn(plugin -> !harness.contains("<artifactId>gauntlet-" + plugin + "</artifactId>"))
        .isEmpty();
  }
}
