package dev.gauntlet.toolkit;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** The engines whose native libraries exist for this platform. */
public final class Engines {
  private Engines() {}

  /** Their names: PyTorch everywhere, MXNet where there is no Arm processor. */
  public static List<String> names() {
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return processor.equals("aarch64") ? List.of("PyTorch") : List.of("MXNet", "PyTorch");
  }

  /** A base manager on the CPU, which the caller closes. */
  public static NDManager manager(String engine) {
    return NDManager.newBaseManager(Device.cpu(), engine);
  }

  /** Every subject on every engine: (subject, name of the engine). */
  public static Stream<Arguments> with(Stream<Subject> subjects) {
    return subjects.flatMap(subject -> names().stream().map(name -> Arguments.of(subject, name)));
  }

  static Stream<Named<NDManager>> managers() {
    return names().stream().map(name -> Named.of(name, manager(name)));
  }
}
