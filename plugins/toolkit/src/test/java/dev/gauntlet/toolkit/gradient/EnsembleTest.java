package dev.gauntlet.toolkit.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.GauntletException;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import dev.gauntlet.toolkit.Images;
import dev.gauntlet.toolkit.Networks;
import dev.gauntlet.toolkit.OnEachEngine;
import dev.gauntlet.toolkit.OpenArrays;
import dev.gauntlet.toolkit.losses.Losses;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  private static List<Differentiable> members(NDManager manager) {
    return List.of(
        Networks.linear(manager, 1),
        Networks.convolutional(manager, 2),
        Networks.normalized(manager, 3));
  }

  @OnEachEngine
  void averagesTheLogitsOfItsMembers(NDManager manager) {
    List<Differentiable> members = members(manager);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    float[] expected = new float[12];
    for (Differentiable member : members) {
      float[] logits = member.logits(images).toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] += logits[i] / 3;
      }
    }

    Differentiable ensemble = Ensemble.of(members);
    InputGradient both =
        ensemble.inputGradient(images, Losses.margin(Images.labels(manager, 4, 3), 3));

    assertThat(ensemble.logits(images).toFloatArray()).containsExactly(expected, within(1e-5f));
    assertThat(both.logits().toFloatArray()).containsExactly(expected, within(1e-5f));
  }

  @OnEachEngine
  void gradientIsThatOfTheAveragedLogits(NDManager manager) {
    Differentiable ensemble = Ensemble.of(members(manager));
    NDArray images = Images.uniform(manager, 1, new Shape(6, 1, 8, 8));
    NDArray labels = Images.labels(manager, 6, 3);

    assertThat(
            FiniteDifferences.errorBetweenKinks(ensemble, images, Losses.crossEntropy(labels, 3)))
        .isLessThan(0.01);
    assertThat(FiniteDifferences.errorBetweenKinks(ensemble, images, Losses.logit(labels, 3)))
        .isLessThan(0.01);
  }

  @OnEachEngine
  void ofEqualMembersIsTheMember(NDManager manager) {
    Network member = Networks.convolutional(manager, 2);
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 4, 3), 3);

    float[] gradient =
        Ensemble.of(List.of(member, member)).inputGradient(images, loss).gradient().toFloatArray();

    assertThat(gradient)
        .containsExactly(
            member.inputGradient(images, loss).gradient().toFloatArray(), within(1e-6f));
    assertThat(Ensemble.of(List.of(member))).isSameAs(member);
  }

  @OnEachEngine
  void leavesNothingBehindButItsAnswer(NDManager manager) {
    Differentiable ensemble = Ensemble.of(members(manager));
    NDArray images = Images.uniform(manager, 1, new Shape(4, 1, 8, 8));
    LogitLoss loss = Losses.crossEntropy(Images.labels(manager, 4, 3), 3);
    ensemble.inputGradient(images, loss).close();
    int before = OpenArrays.in(manager);

    for (int i = 0; i < 20; i++) {
      ensemble.inputGradient(images, loss).close();
      ensemble.logits(images).close();
    }

    assertThat(OpenArrays.in(manager)).isEqualTo(before);
  }

  @Test
  void hasAtLeastOneMember() {
    assertThatThrownBy(() -> new Ensemble(List.of()))
        .isInstanceOf(GauntletException.class)
        .hasMessageContaining("at least one");
  }
}
