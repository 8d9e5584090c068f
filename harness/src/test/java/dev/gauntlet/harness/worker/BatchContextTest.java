package dev.gauntlet.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Budget;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameters;
import dev.gauntlet.harness.suite.Access;
import dev.gauntlet.harness.worker.message.Perturb;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchContextTest {
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhetherImagesAreRounded(boolean eightBitPixels) {
    Perturb request =
        new Perturb(
            "noop",
            Map.of(),
            new Budget(Norm.LINF, 0.1),
            Access.NONE,
            List.of(),
            OptionalLong.empty(),
            Map.of(),
            1,
            List.of("a"),
            10,
            false,
            false,
            eightBitPixels,
            "in.npz",
            "out.npz",
            "reported.npz");
    Source none = Source.of(request, null, asked -> null);

    BatchContext context =
        new BatchContext(
            request,
            Knowledge.NONE,
            Parameters.of(List.of(), Map.of()),
            none,
            Optional.empty(),
            false,
            new ReportFile(Path.of("reported.npz"), new Shape(1, 1, 2, 2), Optional.empty()));

    assertThat(context.eightBitPixels()).isEqualTo(eightBitPixels);
  }
}
