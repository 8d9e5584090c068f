package dev.gauntlet.harness.device;

/**
 * A GPU of this machine.
 *
 * @param index as CUDA counts it
 * @param name the maker's
 * @param capability CUDA's compute capability without the dot: 80 for 8.0
 */
public record Gpu(int index, String name, int capability) {
  /** DJL's name of it. */
  public String device() {
    return "gpu" + index;
  }

  /** The compute capability as its maker writes it. */
  public String capabilityText() {
    return capability / 10 + "." + capability % 10;
  }

  @Override
  public String toString() {
    return device() + " (" + name + ", compute capability " + capabilityText() + ")";
  }
}
