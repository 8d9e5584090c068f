package dev.gauntlet.harness.device;

import java.util.ArrayList;
import java.util.List;

/** What {@code CUDA_VISIBLE_DEVICES} leaves of a machine's GPUs, and how it numbers them. */
final class VisibleDevices {
  private VisibleDevices() {}

  /**
   * The GPUs that CUDA would show.
   *
   * @param value of the variable; null where it is not set
   */
  static List<Gpu> of(List<Gpu> all, String value) {
    if (value == null) {
      return all;
    }
    List<Gpu> visible = new ArrayList<>();
    for (String word : value.split(",", -1)) {
      // CUDA itself stops at the first entry that names no GPU; one may be named by its UUID too,
      // which the numbers alone cannot tell.
      if (!word.strip().matches("\\d{1,4}") || Integer.parseInt(word.strip()) >= all.size()) {
        break;
      }
      Gpu gpu = all.get(Integer.parseInt(word.strip()));
      visible.add(new Gpu(visible.size(), gpu.name(), gpu.capability()));
    }
    return visible;
  }
}
