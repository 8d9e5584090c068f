package dev.gauntlet.engines;

import dev.gauntlet.engines.operators.Operator;
import dev.gauntlet.engines.operators.Tensor;
import java.util.List;

/** What is tested: an engine. */
@FunctionalInterface
interface Evaluator {
  /**
   * Evaluates and differentiates an operator.
   *
   * @param weighting of the output's values in the loss, of the output's shape
   */
  Answers evaluate(Operator operator, List<Tensor> operands, Tensor weighting);
}
