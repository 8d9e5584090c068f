package dev.gauntlet.testkit;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts the native arrays that a manager and those below it keep open. */
final class OpenArrays {
  private OpenArrays() {}

  /** Arrays of the manager and of its open sub-managers, which DJL itself does not list. */
  static int in(NDManager manager) {
    try {
      Field field = BaseNDManager.class.getDeclaredField("resources");
      field.setAccessible(true);
      int count = 0;
      for (Object resource : ((Map<?, ?>) field.get(manager)).values()) {
        count += resource instanceof NDArray ? 1 : 0;
        count += resource instanceof BaseNDManager below ? in(below) : 0;
      }
      return count;
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this version of DJL keeps its resources elsewhere", e);
    }
  }
}
