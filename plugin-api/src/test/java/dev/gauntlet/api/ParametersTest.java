package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final List<Parameter> DECLARED =
      List.of(
          Parameter.integer("steps", 40, 1, 100, "steps k"),
          Parameter.number("step_size", 0.01, 0, 1, "step size a"),
          Parameter.choice("label", List.of("true", "predicted"), "which label"),
          Parameter.flag("random_start", true, "where to start"));

  @Test
  void fillsInDefaultsInTheDeclaredOrder() {
    Parameters parameters = Parameters.of(DECLARED, Map.of("step_size", "2/255"));

    assertThat(parameters.asMap())
        .containsExactly(
            entry("steps", 40L),
            entry("step_size", 2 / 255.0),
            entry("label", "true"),
            entry("random_start", true));
  }

  @Test
  void fillsInTheDefaultsOfTheDataset() {
    List<Parameter> declared =
        List.of(
            Parameter.integer("steps", 40, 1, 100, "steps k").on("cifar10", 7),
            Parameter.number("step_size", 0.01, 0, 1, "step size a").on("cifar10", "2/255"));

    assertThat(Parameters.of(declared, Map.of("steps", 20), "cifar10").asMap())
        .containsExactly(entry("steps", 20L), entry("step_size", 2 / 255.0));
    assertThat(Parameters.of(declared, Map.of(), "mnist").asMap())
        .isEqualTo(Parameters.of(declared, Map.of()).asMap())
        .containsExactly(entry("steps", 40L), entry("step_size", 0.01));
  }

  @Test
  void readsEachTypeBack() {
    Parameters parameters = Parameters.of(DECLARED, Map.of());

    assertThat(parameters.integer("steps")).isEqualTo(40);
    assertThat(parameters.number("step_size")).isEqualTo(0.01);
    assertThat(parameters.decimal("step_size")).isEqualTo(0.01f);
    assertThat(parameters.text("label")).isEqualTo("true");
    assertThat(parameters.flag("random_start")).isTrue();
  }

  @Test
  void suggestsTheNearestNameForAnUnknownOne() {
    assertThatThrownBy(() -> Parameters.of(DECLARED, Map.of("stepsize", 0.1)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "unknown parameter 'stepsize'; did you mean 'step_size'?"
                + " (known are steps, step_size, label, random_start)");
  }

  @Test
  void suggestsNothingWhereNothingIsNear() {
    assertThatThrownBy(() -> Parameters.of(DECLARED, Map.of("momentum", 1)))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("unknown parameter 'momentum' (known are");
    assertThatThrownBy(() -> Parameters.of(List.of(), Map.of("momentum", 1)))
        .hasMessage("unknown parameter 'momentum' (it takes no parameters)");
  }

  @Test
  void refusesAValueOutsideItsRange() {
    assertThatThrownBy(() -> Parameters.of(DECLARED, Map.of("steps", 101)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'steps'");
  }

  @Test
  void tellsAPluginThatItReadsWhatItDidNotDeclare() {
    Parameters parameters = Parameters.of(DECLARED, Map.of());

    assertThatThrownBy(() -> parameters.integer("restarts"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'restarts'")
        .hasMessageContaining("does not declare it");
    assertThatThrownBy(() -> parameters.number("steps"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("declares Long");
  }

  @Test
  void cannotBeChanged() {
    assertThatThrownBy(() -> Parameters.of(DECLARED, Map.of()).asMap().put("steps", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
