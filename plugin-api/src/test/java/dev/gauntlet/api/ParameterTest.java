package dev.gauntlet.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTest {
  private final Parameter steps = Parameter.integer("steps", 40, 1, 100, "steps k");
  private final Parameter epsilon = Parameter.number("epsilon", 0.3, 0, 1, "radius");
  private final Parameter label = Parameter.choice("label", List.of("true", "predicted"), "which");
  private final Parameter random = Parameter.flag("random_start", true, "start");

  @Test
  void readsTextAsItsOwnType() {
    assertThat(steps.check("7")).isEqualTo(7L);
    assertThat(epsilon.check("8/255")).isEqualTo(8 / 255.0);
    assertThat(label.check("predicted")).isEqualTo("predicted");
    assertThat(random.check("false")).isEqualTo(false);
  }

  @Test
  void takesValuesAsYamlGivesThem() {
    assertThat(steps.check(7)).isEqualTo(7L);
    assertThat(steps.check(7.0)).isEqualTo(7L);
    assertThat(epsilon.check(1)).isEqualTo(1.0);
    assertThat(random.check(true)).isEqualTo(true);
  }

  @Test
  void allowsItsBorders() {
    assertThat(steps.check(1)).isEqualTo(1L);
    assertThat(steps.check(100)).isEqualTo(100L);
    assertThat(epsilon.check(0)).isEqualTo(0.0);
    assertThat(epsilon.check(1)).isEqualTo(1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1.5", "many", ""})
  void refusesWhatIsNoWholeNumberInRange(String value) {
    assertThatThrownBy(() -> steps.check(value))
        .isInstanceOf(ParameterException.class)
        .hasMessage("parameter 'steps' must be integer from 1 to 100, got '" + value + "'");
  }

  @Test
  void refusesNumbersThatAreNotFiniteOrOutOfRange() {
    for (Object value : List.of(Double.NaN, Double.POSITIVE_INFINITY, -0.1, 1.1, "1/0", "0/0")) {
      assertThatThrownBy(() -> epsilon.check(value))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("'epsilon'")
          .hasMessageContaining("from 0.0 to 1.0")
          .hasMessageContaining("'" + value + "'");
    }
  }

  @Test
  void saysHowToWriteANumber() {
    assertThatThrownBy(() -> epsilon.check("0,3"))
        .hasMessage(
            "parameter 'epsilon' must be number from 0.0 to 1.0, got '0,3';"
                + " write a decimal point: 0.3");
    assertThatThrownBy(() -> epsilon.check("0.3f")).hasMessageEndingWith("after it: 0.3");
    assertThatThrownBy(() -> steps.check("0x10")).hasMessageEndingWith("in decimal digits");
  }

  @Test
  void keepsEveryDigitOfAWholeNumber() {
    Parameter any = Parameter.integer("seed", 0, Long.MIN_VALUE, Long.MAX_VALUE, "seed");
    assertThat(any.check(9007199254740993L)).isEqualTo(9007199254740993L);
    assertThatThrownBy(() -> any.check("1e300")).isInstanceOf(ParameterException.class);
  }

  @Test
  void namesTheChoicesWhenNoneFits() {
    assertThatThrownBy(() -> label.check("guessed"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("parameter 'label' must be text one of true, predicted, got 'guessed'");
  }

  @Test
  void refusesWhatIsNoFlag() {
    for (Object value : List.of("yes", 1, "TRUE")) {
      assertThatThrownBy(() -> random.check(value)).isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void hasAnotherDefaultOnADatasetThatIsNamed() {
    Parameter radius = epsilon.on("cifar10", "8/255").on("fashion-mnist", 0.1);

    assertThat(radius.defaultOn("cifar10")).isEqualTo(8 / 255.0);
    assertThat(radius.defaultOn("fashion-mnist")).isEqualTo(0.1);
    assertThat(radius.defaultOn("mnist")).isEqualTo(0.3);
    assertThat(radius.defaultValue()).isEqualTo(0.3);
    assertThat(steps.on("cifar10", 7).defaultOn("cifar10")).isEqualTo(7L);
    assertThat(label.on("cifar10", "predicted").defaultOn("cifar10")).isEqualTo("predicted");
    assertThat(random.on("cifar10", false).defaultOn("cifar10")).isEqualTo(false);
  }

  @Test
  void refusesADefaultOnADatasetAsItWouldRefuseAnyValue() {
    assertThatThrownBy(() -> steps.on("cifar10", 101))
        .isInstanceOf(ParameterException.class)
        .hasMessage("parameter 'steps' must be integer from 1 to 100, got '101'");
    assertThatThrownBy(() -> label.on("cifar10", "guessed"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'guessed'");
    assertThatThrownBy(() -> steps.on("CIFAR-10", 7))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("parameter 'steps', data set: the id 'CIFAR-10'");
  }

  @Test
  void firstChoiceIsTheDefault() {
    assertThat(label.defaultValue()).isEqualTo("true");
  }

  @Test
  void saysItsRangeInWords() {
    assertThat(steps.range()).contains("from 1 to 100");
    assertThat(label.range()).contains("one of true, predicted");
    assertThat(random.range()).isEmpty();
  }

  @Test
  void refusesADefaultOutsideItsRange() {
    assertThatThrownBy(() -> Parameter.integer("steps", 0, 1, 100, "steps k"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'steps'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Steps", "2steps", "step-size", "step size", ""})
  void refusesNamesThatAreAwkwardToWrite(String name) {
    assertThatThrownBy(() -> Parameter.flag(name, true, "what"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @Test
  void refusesToGoUndescribedOrChoiceless() {
    assertThatThrownBy(() -> Parameter.flag("fast", true, " "))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("description");
    assertThatThrownBy(() -> Parameter.choice("label", List.of(), "which"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("no choice");
  }
}
