package dev.gauntlet.harness.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.harness.PluginJarMaker;
import dev.gauntlet.harness.plugins.PluginException;
import dev.gauntlet.harness.plugins.PluginJar;
import dev.gauntlet.harness.store.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedCheckpointsTest {
  private static final String PLACE = "checkpoints/alp/one/";

  @TempDir private Path folder;

  @Test
  void aCheckpointIsTheFilesOfItsOwnFolder() throws IOException {
    ShippedCheckpoint checkpoint =
        in(jar()
                .resource(PLACE + "weights.npz", new byte[] {1})
                .resource(PLACE + "deeper/secret.npz", new byte[] {2})
                .resource(PLACE + ".hidden", new byte[] {3}))
            .get(0);

    assertThat(checkpoint.files()).containsExactlyInAnyOrder("model.json", "weights.npz");
  }

  @Test
  void aDescriptionThatFillsTheMemoryIsRefused() {
    for (String file : List.of("model.json", "provenance.json")) {
      PluginJarMaker jar = jar().resource(PLACE + file, new byte[5 << 20]);

      assertThatThrownBy(() -> in(jar))
          .isInstanceOf(PluginException.class)
          .hasMessageStartingWith(folder.resolve("alp.jar") + " (alp) holds a damaged checkpoint")
          .hasMessageContaining("5,242,880 bytes in its entry " + PLACE + file);
    }
  }

  @Test
  void aDescriptionThatIsNoneIsRefused() {
    PluginJarMaker jar = jar().resource(PLACE + "model.json", "{".getBytes(UTF_8));

    assertThatThrownBy(() -> in(jar)).isInstanceOf(PluginException.class);
  }

  private static PluginJarMaker jar() {
    ModelSpec model = new ModelSpec("alp", "d1", List.of(1, 28, 28), 10, Map.of(), 1, "mnist-mini");
    return PluginJarMaker.plugin("alp")
        .resource(PLACE + "model.json", Json.canonical(model).getBytes(UTF_8));
  }

  private List<ShippedCheckpoint> in(PluginJarMaker jar) throws IOException {
    Path path = jar.write(folder.resolve("alp.jar"));
    return ShippedCheckpoints.in(new PluginJar("alp", "1", "", path, "a".repeat(64), false));
  }
}
