package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.device.DeviceFacts;
import dev.gauntlet.harness.device.Placement;
import dev.gauntlet.harness.engine.EngineSelection;
import dev.gauntlet.harness.engine.EngineTester;
import dev.gauntlet.harness.engine.TrustedPlacement;
import java.util.function.Consumer;
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
  private TrustedPlacement trusted;

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

  /**
   * The same on an engine that computes right on this machine; tests it where that is not known.
   *
   * @param say is told of a test, and of an engine that is not right as it is
   * @throws dev.gauntlet.harness.engine.EngineException if none is right
   */
  TrustedPlacement trusted(Consumer<String> say) {
    if (trusted == null) {
      boolean free = engine.equalsIgnoreCase("auto");
      EngineTester tester = new EngineTester(DeviceFacts.here().gpus(), say);
      trusted = new EngineSelection(tester).choose(placement(), free);
      if (trusted.verdict().remedied()) {
        say.accept(trusted.placement().engine().name() + ": " + trusted.verdict().words());
      }
    }
    return trusted;
  }
}
