package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.isolation.Unconfined;
import dev.gauntlet.harness.plugins.JarDescription;
import dev.gauntlet.harness.plugins.PluginFolder;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.plugins.PluginJars;
import dev.gauntlet.harness.store.Inventory;
import dev.gauntlet.harness.store.Store;
import dev.gauntlet.harness.suite.Limits;
import dev.gauntlet.harness.testplugins.SlowShift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerDescriberIT {
  @TempDir private Path home;
  @TempDir private Path plugins;
  @TempDir private Path logs;

  @Test
  void asksAJarAnewWhenTheCodeItIsLinkedAgainstHasChanged() throws IOException {
    PluginJarMaker.plugin("slow").extension(SlowShift.class).write(plugins.resolve("slow.jar"));
    List<PluginJar> jars = PluginJars.in(List.of(new PluginFolder(plugins, false)));
    Store store = new Store(home, warning -> {});

    Map<PluginJar, JarDescription> first = describer(store, "before").describe(jars);
    assertThat(describer(store, "before").describe(jars)).isEqualTo(first);
    assertThat(new Inventory(store).list()).hasSize(1);

    assertThat(describer(store, "after").describe(jars)).isEqualTo(first);
    assertThat(new Inventory(store).list()).hasSize(2);
  }

  private WorkerDescriber describer(Store store, String host) {
    WorkerSettings settings =
        new WorkerSettings(
            EngineChoice.of("auto"), "cpu", 1, new Unconfined(), Limits.DEFAULT, logs, logs);
    return new WorkerDescriber(store, settings, host, warning -> {});
  }
}
