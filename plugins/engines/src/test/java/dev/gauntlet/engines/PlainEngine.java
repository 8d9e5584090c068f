package dev.gauntlet.engines;

import dev.gauntlet.engines.operators.Operator;
import dev.gauntlet.engines.operators.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An engine that is right: plain arithmetic, rounded to single precision. Slow, so it remembers.
 */
final class PlainEngine implements Evaluator {
  private final Map<String, Answers> remembered = new HashMap<>();

  @Override
  public Answers evaluate(Operator operator, List<Tensor> operands, Tensor weighting) {
    String question =
        operator + operands.stream().map(one -> Arrays.hashCode(one.values())).toList().toString();
    return remembered.computeIfAbsent(question, key -> compute(operator, operands, weighting));
  }

  private static Answers compute(Operator operator, List<Tensor> operands, Tensor weighting) {
    float[] output = new float[weighting.values().length];
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) operator.output(operands, i);
    }
    List<float[]> gradients = new ArrayList<>();
    for (int operand = 0; operand < operands.size(); operand++) {
      float[] gradient = new float[operands.get(operand).values().length];
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = (float) operator.gradient(operands, weighting, operand, i);
      }
      gradients.add(gradient);
    }
    return new Answers(output, gradients);
  }
}
