package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/** Logarithms of the softmax over the last axis: (N,K) gives (N,K). */
public record LogSoftmax() implements Operator {
  @Override
  public int[] outputShape(List<Tensor> operands) {
    return operands.get(0).shape();
  }

  @Override
  public NDArray apply(NDList operands) {
    return operands.singletonOrThrow().logSoftmax(1);
  }

  @Override
  public double output(List<Tensor> operands, int position) {
    Tensor logits = operands.get(0);
    return logits.values()[position] - logSum(logits, position / logits.size(1));
  }

  @Override
  public double gradient(List<Tensor> operands, Tensor weighting, int operand, int position) {
    Tensor logits = operands.get(0);
    int row = position / logits.size(1);
    double total = 0;
    for (int k = 0; k < logits.size(1); k++) {
      total += weighting.values()[row * logits.size(1) + k];
    }
    double probability = Math.exp(logits.values()[position] - logSum(logits, row));
    return weighting.values()[position] - probability * total;
  }

  private static double logSum(Tensor logits, int row) {
    double sum = 0;
    for (int k = 0; k < logits.size(1); k++) {
      sum += Math.exp(logits.values()[row * logits.size(1) + k]);
    }
    return Math.log(sum);
  }
}
