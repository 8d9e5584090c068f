package dev.gauntlet.toolkit.batches;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Some images of a batch: taken out, worked on, put back. */
public final class Rows {
  private Rows() {}

  /** Positions 0 to {@code count} − 1. */
  public static int[] all(int count) {
    return IntStream.range(0, count).toArray();
  }

  /** The positions where a flag has the given value. */
  public static int[] where(boolean[] flags, boolean value) {
    return IntStream.range(0, flags.length).filter(i -> flags[i] == value).toArray();
  }

  /** The elements of {@code all} at {@code rows}: what a choice among a choice stands for. */
  public static int[] of(int[] all, int[] rows) {
    return Arrays.stream(rows).map(row -> all[row]).toArray();
  }

  /**
   * Takes rows out.
   *
   * @param array (N,…)
   * @param rows at least one
   * @return a copy, (rows,…), in the manager of {@code array}
   */
  public static NDArray select(NDArray array, int[] rows) {
    return select(array, rows, array.getManager());
  }

  /** The same, attached to another manager of the same engine. */
  public static NDArray select(NDArray array, int[] rows, NDManager manager) {
    try (NDManager scope = manager.newSubManager()) {
      // What an engine makes of an array belongs to that array's manager.
      NDArray local = array.stopGradient();
      local.attach(scope);
      long[] indices = Arrays.stream(rows).asLongStream().toArray();
      NDArray chosen = local.get(new NDIndex("{}", scope.create(indices)));
      chosen.attach(manager);
      return chosen;
    }
  }

  /**
   * Puts rows in the place of others.
   *
   * @param array (N,…); left unchanged
   * @param rows where, each once
   * @param replacement (rows,…)
   * @return (N,…), in the manager of {@code array}
   */
  public static NDArray replace(NDArray array, int[] rows, NDArray replacement) {
    int count = Math.toIntExact(array.getShape().get(0));
    int[] order = all(count);
    for (int i = 0; i < rows.length; i++) {
      order[rows[i]] = count + i;
    }
    NDManager manager = array.getManager();
    try (NDManager scope = manager.newSubManager()) {
      NDArray base = array.stopGradient();
      base.attach(scope);
      NDArray both = base.concat(replacement, 0);
      both.attach(scope);
      return select(both, order, manager);
    }
  }
}
