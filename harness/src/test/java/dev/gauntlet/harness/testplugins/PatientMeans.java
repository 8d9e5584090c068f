package dev.gauntlet.harness.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.gauntlet.api.CheckpointException;
import dev.gauntlet.api.CheckpointReader;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.DefendedModel;
import dev.gauntlet.api.DefenseDescriptor;
import dev.gauntlet.api.ImageBatch;
import dev.gauntlet.api.ModelContext;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.api.Prediction;
import dev.gauntlet.api.TrainingContext;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains in steps and saves its state after each: a step that is lost or done twice makes another
 * model. Takes its time to answer, too.
 */
public class PatientMeans extends NearestMean {
  /** Makes the checkpoint as large as a network's. */
  private static final int BALLAST = 4 << 20;

  private static final String STATE = "state.bin";

  @Override
  public DefenseDescriptor descriptor() {
    return new DefenseDescriptor(
        "patient-means",
        "Patient means",
        "Takes the means of one part of the images after the other.",
        Citation.of("Gauntlet's own tests"),
        List.of("means"),
        List.of(
            Parameter.integer("steps", 8, 1, 100, "Parts."),
            Parameter.integer("milliseconds", 0, 0, 10_000, "Per part.")),
        List.of(),
        false,
        false);
  }

  @Override
  public void train(TrainingContext context) {
    int steps = context.parameters().integer("steps");
    ModelContext model = context.model();
    int size = (int) model.imageShape().size();
    State state = context.snapshots().latest().map(State::read).orElse(null);
    if (state == null) {
      state = new State(0, new double[model.classes() * size], new int[model.classes()]);
    }
    for (int step = state.step; step < steps; step++) {
      add(context, step, steps, state.sums, state.counts);
      sleep(context.parameters().integer("milliseconds"));
      State done = new State(step + 1, state.sums, state.counts);
      context.snapshots().save(files -> done.write(files.create(STATE)));
      context.progress().report(step + 1, steps, "");
    }
    save(context, state.means(size), size);
  }

  private static void add(
      TrainingContext context, int step, int steps, double[] sums, int[] counts) {
    int images = context.training().size();
    int[] part =
        IntStream.range((int) ((long) images * step / steps), images * (step + 1) / steps)
            .toArray();
    try (NDManager manager = context.model().manager().newSubManager();
        ImageBatch batch = context.training().batch(manager, part)) {
      float[] pixels = batch.images().toFloatArray();
      long[] labels = batch.labels().toLongArray();
      int size = pixels.length / labels.length;
      for (int i = 0; i < labels.length; i++) {
        counts[(int) labels[i]]++;
        for (int j = 0; j < size; j++) {
          sums[(int) labels[i] * size + j] += pixels[i * size + j];
        }
      }
    }
  }

  private static void save(TrainingContext context, float[] means, int size) {
    try (NDManager manager = context.model().manager().newSubManager();
        OutputStream out = context.checkpoint().create(CheckpointReader.WEIGHTS);
        OutputStream ballast = context.checkpoint().create("ballast.bin")) {
      NDArray weights = manager.create(means, new Shape(means.length / size, size));
      new NDList(weights).encode(out, NDList.Encoding.NPZ);
      byte[] bytes = new byte[BALLAST];
      Arrays.fill(bytes, (byte) 1);
      ballast.write(bytes);
    } catch (IOException e) {
      throw new CheckpointException("cannot write the means", e);
    }
    context.checkpoint().note("hash", Arrays.hashCode(means));
  }

  @Override
  public DefendedModel restore(CheckpointReader checkpoint, ModelContext context) {
    try (InputStream in = checkpoint.open(CheckpointReader.WEIGHTS)) {
      return new Model(NDList.decode(context.manager(), in).get(0));
    } catch (IOException e) {
      throw new CheckpointException("cannot read the means", e);
    }
  }

  static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How far a training is. */
  public static final class State {
    private final int step;
    private final double[] sums;
    private final int[] counts;

    State(int step, double[] sums, int[] counts) {
      this.step = step;
      this.sums = sums;
      this.counts = counts;
    }

    static State read(CheckpointReader files) {
      try (DataInputStream in = new DataInputStream(files.open(STATE))) {
        State state = new State(in.readInt(), new double[in.readInt()], new int[in.readInt()]);
        for (int i = 0; i < state.sums.length; i++) {
          state.sums[i] = in.readDouble();
        }
        for (int i = 0; i < state.counts.length; i++) {
          state.counts[i] = in.readInt();
        }
        return state;
      } catch (IOException e) {
        throw new CheckpointException("cannot read the state", e);
      }
    }

    void write(OutputStream file) {
      try (DataOutputStream out = new DataOutputStream(file)) {
        out.writeInt(step);
        out.writeInt(sums.length);
        out.writeInt(counts.length);
        for (double sum : sums) {
          out.writeDouble(sum);
        }
        for (int count : counts) {
          out.writeInt(count);
        }
      } catch (IOException e) {
        throw new CheckpointException("cannot write the state", e);
      }
    }

    float[] means(int size) {
      float[] means = new float[sums.length];
      for (int i = 0; i < means.length; i++) {
        means[i] = (float) (sums[i] / counts[i / size]);
      }
      return means;
    }
  }

  /** The model. */
  public static class Model extends NearestMeanModel {
    private static final long PER_BATCH = 60;

    Model(NDArray means) {
      super(means);
    }

    @Override
    public Prediction predict(NDArray images) {
      sleep(PER_BATCH);
      return super.predict(images);
    }
  }
}
