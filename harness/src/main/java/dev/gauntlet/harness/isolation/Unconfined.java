package dev.gauntlet.harness.isolation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** None: a submission's code may do whatever the user who runs the harness may do. */
public record Unconfined() implements Isolation {
  /** What whoever runs it is told. */
  public static final String WARNING =
      "submissions run without isolation: their code can read and change your files, use the"
          + " network and tamper with other submissions and with these results";

  @Override
  public String word() {
    return "none";
  }

  @Override
  public Path temporary(Path desk) {
    return desk.resolve("out");
  }

  @Override
  public Confined confine(Enclosure enclosure) {
    return new Confined(
        Stream.concat(Stream.of(enclosure.javaCommand()), enclosure.arguments().stream()).toList(),
        List.of());
  }
}
