package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.toolkit.Engines;
import dev.gauntlet.toolkit.Subject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EngineAgreementTest {
  private static final class Answers {
    private final List<float[]> parameters = new ArrayList<>();
    private float[] logits;
    private float[] gradient;
  }

  @BeforeEach
  void thereAreTwoEngines() {
    assumeThat(Engines.names()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("dev.gauntlet.toolkit.Subject#networks")
  void oneSeedMakesOneNetworkThatAnswersAlike(Subject subject) {
    Answers mxnet = answers("MXNet", subject);
    Answers pytorch = answers("PyTorch", subject);

    for (int i = 0; i < mxnet.parameters.size(); i++) {
      assertThat(Arrays.equals(pytorch.parameters.get(i), mxnet.parameters.get(i)))
          .as("parameter %d is the same on both engines", i)
          .isTrue();
    }
    assertThat(pytorch.logits).containsExactly(mxnet.logits, within(1e-4f));
    assertThat(shareOfEqualSigns(mxnet.gradient, pytorch.gradient)).isGreaterThan(0.995);
  }

  private static Answers answers(String engine, Subject subject) {
    try (NDManager manager = Engines.manager(engine);
        Network network = subject.network(manager, 11)) {
      NDArray images = subject.inputs(manager, 4);
      Answers answers = new Answers();
      for (Pair<String, Parameter> entry : network.parameters()) {
        answers.parameters.add(entry.getValue().getArray().toFloatArray());
      }
      try (InputGradient both = network.inputGradient(images, Subject.weightedSum())) {
        answers.logits = both.logits().toFloatArray();
        answers.gradient = both.gradient().toFloatArray();
      }
      return answers;
    }
  }

  // What lies within rounding of zero may have either sign.
  private static double shareOfEqualSigns(float[] first, float[] second) {
    double largest = 0;
    for (float value : first) {
      largest = Math.max(largest, Math.abs(value));
    }
    int counted = 0;
    int equal = 0;
    for (int i = 0; i < first.length; i++) {
      if (Math.abs(first[i]) > 1e-5 * largest) {
        counted++;
        equal += Math.signum(first[i]) == Math.signum(second[i]) ? 1 : 0;
      }
    }
    assertThat(counted).isGreaterThan(first.length / 2);
    return equal / (double) counted;
  }
}
