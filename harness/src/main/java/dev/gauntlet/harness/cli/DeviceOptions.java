package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.device.DeviceFacts;
import dev.gauntlet.harness.device.Placement;
import picocli.CommandLine.Option;

/** On what models run, and with which engine. */
final class DeviceOptions {
  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "mxnet, pytorch, or auto: MXNet where its native library exists and, on a GPU, knows the"
              + " card; PyTorch elsewhere (default: ${DEFAULT-VALUE}).")
  private String engine;

  @Option(
      names = {"--devices", "--device"},
      paramLabel = "NAMES",
      defaultValue = "auto",
      description =
          "Where models run: cpu; gpu for every GPU; gpu0,gpu1 for these, one worker each (two on a"
              + " GPU that is named twice); or auto: every GPU that the engine can use, else the cpu"
              + " (default: ${DEFAULT-VALUE}).")
  private String devices;

  private Placement placement;

  /**
   * What that comes to on this machine.
   *
   * @throws dev.gauntlet.harness.device.DeviceException if a device is not here or of no use
   */
  Placement placement() {
    if (placement == null) {
      placement = Placement.of(engine, devices, DeviceFacts.here());
    }
    return placement;
  }
}
