package dev.gauntlet.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;

/**
 * Batch normalization (Ioffe and Szegedy, 2015) over the channels of (N,C,H,W): batch statistics in
 * training, and in evaluation one multiplication and one addition per channel with the running
 * statistics. The engine's own layer cannot be differentiated in evaluation mode on MXNet.
 */
public final class EvalSafeBatchNorm extends AbstractBlock {
  private static final float MOMENTUM = 0.9f;
  private static final float EPSILON = 1e-5f;

  private final Parameter gamma = parameter("gamma", Parameter.Type.GAMMA, Initializer.ONES, true);
  private final Parameter beta = parameter("beta", Parameter.Type.BETA, Initializer.ZEROS, true);
  private final Parameter mean =
      parameter("running_mean", Parameter.Type.RUNNING_MEAN, Initializer.ZEROS, false);
  private final Parameter variance =
      parameter("running_var", Parameter.Type.RUNNING_VAR, Initializer.ONES, false);

  private Parameter parameter(
      String name, Parameter.Type type, Initializer initializer, boolean trained) {
    return addParameter(
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optInitializer(initializer)
            .optRequiresGrad(trained)
            .build());
  }

  @Override
  protected void prepare(Shape[] inputShapes) {
    Shape channels = new Shape(inputShapes[0].get(1));
    for (Parameter parameter : getDirectParameters().values()) {
      parameter.setShape(channels);
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    NDArray input = inputs.singletonOrThrow();
    NDArray scale = store.getValue(gamma, input.getDevice(), training);
    NDArray shift = store.getValue(beta, input.getDevice(), training);
    NDArray center = store.getValue(mean, input.getDevice(), training);
    NDArray spread = store.getValue(variance, input.getDevice(), training);
    return training
        ? BatchNorm.batchNorm(input, center, spread, scale, shift, 1, MOMENTUM, EPSILON, true)
        : new NDList(affine(input, scale, shift, center, spread));
  }

  // The constants are computed on copies in the input's scope: what is made from a parameter would
  // live as long as it. They get the input's full shape: MXNet takes three times as long for the
  // gradient of a product that it must broadcast itself.
  private static NDArray affine(
      NDArray input, NDArray gamma, NDArray beta, NDArray mean, NDArray variance) {
    Shape perChannel = new Shape(1, gamma.size(), 1, 1);
    NDArray deviation = local(variance, input).addi(EPSILON).sqrt();
    NDArray slope = local(gamma, input).div(deviation);
    NDArray offset = local(beta, input).sub(local(mean, input).mul(slope));
    Shape shape = input.getShape();
    return input
        .mul(slope.reshape(perChannel).broadcast(shape))
        .add(offset.reshape(perChannel).broadcast(shape));
  }

  private static NDArray local(NDArray parameter, NDArray input) {
    NDArray copy = parameter.stopGradient();
    copy.attach(input.getManager());
    return copy.duplicate();
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes.clone();
  }
}
