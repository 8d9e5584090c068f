package dev.gauntlet.toolkit.gradient;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import dev.gauntlet.api.Differentiable;
import dev.gauntlet.api.InputGradient;
import dev.gauntlet.api.LogitLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A block with its parameters: runs forward, gives gradients with respect to its input (evaluation
 * mode, parameters frozen) or to its parameters (training mode). Counts its passes. Not
 * thread-safe.
 */
public final class Network implements Differentiable, AutoCloseable {
  private final NDManager manager;
  private final Block block;
  private final ParameterStore parameters;
  private final Shape inputShape;
  private boolean frozen;
  private long forwardImages;
  private long backwardImages;

  /**
   * Initializes the block's parameters.
   *
   * @param parent its device and engine are the network's; closing it closes the network
   * @param block layers that map (N, inputShape…) to (N,K)
   * @param inputShape of one input, for example (C,H,W)
   * @param seed decides the initial parameters, which are the same on every engine
   */
  public Network(NDManager parent, Block block, Shape inputShape, long seed) {
    this.manager = parent.newSubManager();
    this.block = block;
    this.inputShape = inputShape;
    this.parameters = new ParameterStore(manager, false);
    SeededInitializer.initialize(manager, block, new Shape(1).addAll(inputShape), seed);
    freeze(true);
  }

  /** The shape of one input. */
  public Shape inputShape() {
    return inputShape;
  }

  /** The trainable and running values by name, in the order of the layers. */
  public List<Pair<String, Parameter>> parameters() {
    List<Pair<String, Parameter>> named = new ArrayList<>();
    for (Pair<String, Parameter> entry : block.getParameters()) {
      named.add(entry);
    }
    return named;
  }

  /** The manager that owns the parameters. */
  public NDManager manager() {
    return manager;
  }

  /** Images that went forward so far, counted once a pass. */
  public long forwardImages() {
    return forwardImages;
  }

  /** Images that went backward so far, counted once a pass. */
  public long backwardImages() {
    return backwardImages;
  }

  /** Runs forward in evaluation mode; {@inheritDoc} */
  @Override
  public NDArray logits(NDArray images) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray logits = forward(view(images, scope), false);
      logits.attach(caller);
      return logits;
    }
  }

  /**
   * The names of {@link #activations}: {@code image}, then the layers as {@code conv1}, {@code
   * pool1}, {@code relu1} and so on, {@code logits} last. Layers that hand on what they get in
   * evaluation mode, as dropout, are left out.
   */
  public List<String> layerNames() {
    List<String> names = new ArrayList<>(List.of("image"));
    LayerNames.of(layers()).stream().filter(name -> !name.isEmpty()).forEach(names::add);
    return names;
  }

  /**
   * Runs forward in evaluation mode, layer by layer.
   *
   * @param images (N, inputShape…); left unchanged
   * @return an array (N, …) for each of {@link #layerNames}, attached to the manager of {@code
   *     images}: the images first, the logits last
   */
  public List<NDArray> activations(NDArray images) {
    forwardImages += images.getShape().get(0);
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray current = view(images, scope);
      List<NDArray> activations = new ArrayList<>(List.of(current));
      List<Block> layers = layers();
      List<String> names = LayerNames.of(layers);
      for (int i = 0; i < layers.size(); i++) {
        NDList input = new NDList(current);
        current = layers.get(i).forward(parameters, input, false).singletonOrThrow();
        if (!names.get(i).isEmpty()) {
          activations.add(current);
        }
      }
      activations.forEach(activation -> activation.attach(caller));
      return activations;
    }
  }

  private List<Block> layers() {
    return block instanceof SequentialBlock ? block.getChildren().values() : List.of(block);
  }

  @Override
  public InputGradient inputGradient(NDArray images, LogitLoss loss) {
    freeze(true);
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      NDArray input = view(images, scope);
      input.setRequiresGradient(true);
      NDArray logits;
      try (GradientTape tape = GradientTape.open(manager.getEngine())) {
        logits = forward(input, false);
        tape.backward(loss.of(logits).sum());
      }
      backwardImages += images.getShape().get(0);
      NDArray gradient = input.getGradient();
      gradient.attach(caller);
      NDArray values = logits.stopGradient();
      values.attach(caller);
      return new InputGradient(gradient, values);
    }
  }

  /**
   * Runs forward in training mode inside {@link #parameterGradients}: batch statistics, dropout.
   *
   * @param images (N, inputShape…), in a scope that the caller closes
   * @return (N,K), in the same scope
   */
  public NDArray trainingLogits(NDArray images) {
    return forward(images, true);
  }

  /**
   * Runs forward in training mode for the value alone: where a loss of the output has to be
   * differentiated elsewhere before {@link #parameterGradients} can take its gradient further.
   *
   * @param images (N, inputShape…)
   * @return (N,K), attached to the manager of {@code images}, without a gradient
   */
  public NDArray trainingOutput(NDArray images) {
    NDManager caller = images.getManager();
    try (NDManager scope = caller.newSubManager()) {
      // MXNet normalizes by batch statistics only while a tape records.
      GradientTape tape = GradientTape.open(manager.getEngine());
      try {
        NDArray output = forward(view(images, scope), true).stopGradient();
        output.attach(caller);
        return output;
      } finally {
        tape.close();
      }
    }
  }

  /**
   * Computes the gradients of a loss with respect to the parameters; read them from {@link
   * Parameter#getArray()}. They replace those of earlier calls.
   *
   * @param loss builds a scalar from {@link #trainingLogits}
   * @return the loss, in the scope in which it was built
   */
  public NDArray parameterGradients(Supplier<NDArray> loss) {
    freeze(false);
    clearGradients();
    try (GradientTape tape = GradientTape.open(manager.getEngine())) {
      long before = forwardImages;
      NDArray value = loss.get();
      tape.backward(value);
      backwardImages += forwardImages - before;
      return value;
    }
  }

  private NDArray forward(NDArray images, boolean training) {
    forwardImages += images.getShape().get(0);
    return block.forward(parameters, new NDList(images), training).singletonOrThrow();
  }

  // A view shares the pixels but not the gradient, so the caller's array stays as it was.
  private static NDArray view(NDArray images, NDManager scope) {
    NDArray view = images.stopGradient();
    view.attach(scope);
    return view;
  }

  private void freeze(boolean freeze) {
    if (frozen != freeze) {
      for (Pair<String, Parameter> entry : block.getParameters()) {
        if (isTrained(entry.getValue())) {
          entry.getValue().freeze(freeze);
        }
      }
      frozen = freeze;
    }
  }

  // PyTorch adds to what an earlier backward pass left behind. Cleared by arithmetic in place:
  // copying zeros in would
  // make PyTorch's tensor share a Java buffer that dies with this wrapper.
  private void clearGradients() {
    for (Pair<String, Parameter> entry : block.getParameters()) {
      NDArray array = entry.getValue().getArray();
      if (array.hasGradient()) {
        try (NDArray gradient = array.getGradient()) {
          gradient.subi(gradient);
        }
      }
    }
  }

  /** Whether a training changes a parameter by gradients: all but running statistics. */
  public static boolean isTrained(Parameter parameter) {
    return parameter.getType() != Parameter.Type.RUNNING_MEAN
        && parameter.getType() != Parameter.Type.RUNNING_VAR;
  }

  @Override
  public void close() {
    manager.close();
  }
}
