package dev.gauntlet.testkit;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;

/** The engines that tests run on. */
public final class Engines {
  private static final boolean ARM =
      System.getProperty("os.arch").toLowerCase(Locale.ROOT).equals("aarch64");

  private Engines() {}

  /**
   * Those of Gauntlet's engines that stand on the class path, without MXNet on Arm, where it has no
   * natives.
   */
  public static List<String> names() {
    return Stream.of("MXNet", "PyTorch")
        .filter(Engine.getAllEngines()::contains)
        .filter(name -> !(ARM && name.equals("MXNet")))
        .toList();
  }

  /** A base manager on the CPU, which the caller closes. */
  public static NDManager manager(String engine) {
    return NDManager.newBaseManager(Device.cpu(), engine);
  }

  static Stream<Named<NDManager>> managers() {
    return names().stream().map(name -> Named.of(name, manager(name)));
  }
}
