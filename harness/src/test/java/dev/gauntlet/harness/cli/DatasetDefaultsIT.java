package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.api.Parameter;
import dev.gauntlet.datasets.Dataset;
import dev.gauntlet.datasets.DatasetRegistry;
import dev.gauntlet.harness.execution.Workbench;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A default for a data set that nobody knows, or by the name of a part or copy, would never hold.
 */
class DatasetDefaultsIT {
  @TempDir private Path home;

  @Test
  void areThoseOfTasksInTheRegistry() {
    List<String> tasks = DatasetRegistry.builtIn().all().stream().map(Dataset::task).toList();
    try (Workbench bench = BuiltIns.open(home)) {
      Stream<Parameter> parameters =
          Stream.concat(
              bench.catalog().attacks().values().stream()
                  .flatMap(attack -> attack.descriptor().parameters().stream()),
              bench.catalog().defenses().values().stream()
                  .flatMap(defense -> defense.descriptor().parameters().stream()));

      assertThat(parameters.flatMap(parameter -> parameter.datasetDefaults().keySet().stream()))
          .isNotEmpty()
          .isSubsetOf(tasks);
    }
  }
}
