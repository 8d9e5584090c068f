package dev.gauntlet.toolkit.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.ParameterException;
import dev.gauntlet.api.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingParametersTest {
  private final List<Parameter> parameters =
      TrainingParameters.with(5, 50, 2e-3, Parameter.number("lambda", 1, 0, 10, "weight"));

  @Test
  void haveOtherDefaultsOnADatasetWhereAMethodSaysSo() {
    List<Parameter> declared =
        TrainingParameters.on("cifar10", Map.of("epochs", 20, "lambda", 0.01), parameters);

    assertThat(Parameters.of(declared, Map.of(), "cifar10").asMap())
        .containsEntry("epochs", 20L)
        .containsEntry("batch_size", 50L)
        .containsEntry("lambda", 0.01);
    assertThat(Parameters.of(declared, Map.of(), "mnist").asMap())
        .isEqualTo(Parameters.of(parameters, Map.of()).asMap());
  }

  @Test
  void refuseADefaultThatTheyDoNotHaveOrCannotTake() {
    assertThatThrownBy(() -> TrainingParameters.on("cifar10", Map.of("epoch", 20), parameters))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("did you mean 'epochs'?");
    assertThatThrownBy(() -> TrainingParameters.on("cifar10", Map.of("epochs", 0), parameters))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'epochs' must be integer from 1");
  }
}
