package dev.gauntlet.toolkit.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.CheckpointWriter;
import dev.gauntlet.toolkit.gradient.Network;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's parameters, or other named arrays, in host memory, float32: what an NPZ file holds,
 * on whichever engine it was written.
 */
public final class Weights {
  private static final class Value {
    private final String name;
    private final Shape shape;
    private final float[] values;

    Value(String name, NDArray array) {
      this.name = name;
      this.shape = array.getShape();
      this.values = array.toFloatArray();
    }
  }

  private final List<Value> values;

  private Weights(List<Value> values) {
    this.values = values;
  }

  /** A copy of a network's parameters as they are now. */
  public static Weights of(Network network) {
    return of(arrays(network));
  }

  /** A copy of some float32 arrays as they are now. */
  public static Weights of(Map<String, NDArray> arrays) {
    List<Value> values = new ArrayList<>();
    arrays.forEach((name, array) -> values.add(new Value(name, array)));
    return new Weights(values);
  }

  /**
   * Reads an NPZ file of a checkpoint.
   *
   * @param manager for the arrays needed meanwhile
   * @throws CheckpointException if the file is missing or damaged
   */
  public static Weights read(CheckpointReader checkpoint, String file, NDManager manager) {
    try (InputStream in = checkpoint.open(file);
        NDManager scope = manager.newSubManager()) {
      List<Value> values = new ArrayList<>();
      for (NDArray array : NDList.decode(scope, in)) {
        values.add(new Value(array.getName(), array));
      }
      if (values.isEmpty()) {
        throw new CheckpointException(checkpoint.origin() + ": " + file + " holds no arrays");
      }
      return new Weights(values);
    } catch (CheckpointException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new CheckpointException(
          checkpoint.origin() + ": cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes an NPZ file of a checkpoint; {@code numpy.load} opens it.
   *
   * @throws CheckpointException if the file cannot be written
   */
  public void write(CheckpointWriter checkpoint, String file, NDManager manager) {
    try (OutputStream out = checkpoint.create(file);
        NDManager scope = manager.newSubManager()) {
      NDList arrays = new NDList();
      for (Value value : values) {
        NDArray array = scope.create(value.values, value.shape);
        array.setName(value.name);
        arrays.add(array);
      }
      arrays.encode(out, NDList.Encoding.NPZ);
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot write checkpoint file " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Sets a network's parameters to these values.
   *
   * @throws CheckpointException if a parameter is missing, left over, or of another shape
   */
  public void copyTo(Network network) {
    copyTo(arrays(network));
  }

  /**
   * Sets arrays to these values.
   *
   * @throws CheckpointException if one is missing, left over, or of another shape
   */
  public void copyTo(Map<String, NDArray> arrays) {
    Map<String, Value> byName = new HashMap<>();
    values.forEach(value -> byName.put(value.name, value));
    arrays.forEach(
        (name, array) -> {
          Value value = byName.remove(name);
          if (value == null || !value.shape.equals(array.getShape())) {
            throw new CheckpointException(
                "the checkpoint does not fit the network: parameter '"
                    + name
                    + "' must have shape "
                    + array.getShape()
                    + ", the checkpoint has "
                    + (value == null ? "none of that name" : value.shape)
                    + "; was it made for another architecture or data set?");
          }
          overwrite(array, value);
        });
    if (!byName.isEmpty()) {
      throw new CheckpointException(
          "the checkpoint does not fit the network: it has parameters the network lacks: "
              + byName.keySet());
    }
  }

  private static Map<String, NDArray> arrays(Network network) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Pair<String, Parameter> entry : network.parameters()) {
      arrays.put(entry.getKey(), entry.getValue().getArray());
    }
    return arrays;
  }

  // Through an engine operation: MXNet refuses to copy Java's values into an array that a
  // convolution keeps in its own layout.
  private static void overwrite(NDArray array, Value value) {
    try (NDArray source = array.getManager().create(value.values, value.shape)) {
      array.set(new NDIndex("..."), source);
    }
  }
}
