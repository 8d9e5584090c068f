package dev.gauntlet.engines.operators;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.List;

/**
 * A differentiable operator, twice: as the engine computes it, and in plain double arithmetic, one
 * value at a time. The loss that is differentiated is Σ output · weighting.
 */
public interface Operator {
  /** The shape of the output for such operands. */
  int[] outputShape(List<Tensor> operands);

  /** The output, computed by the engine. */
  NDArray apply(NDList operands);

  /**
   * One value of the output.
   *
   * @param position in the output, row-major
   */
  double output(List<Tensor> operands, int position);

  /**
   * One value of a gradient of the loss.
   *
   * @param weighting of the output's values in the loss
   * @param operand which of the operands
   * @param position in that operand, row-major
   */
  double gradient(List<Tensor> operands, Tensor weighting, int operand, int position);
}
