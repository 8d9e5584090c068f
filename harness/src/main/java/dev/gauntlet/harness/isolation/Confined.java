package dev.gauntlet.harness.isolation;

import java.util.List;

/**
 * How a confined process is started and ended.
 *
 * @param command starts it
 * @param ending ends what killing the process that was started does not end; may be empty
 */
public record Confined(List<String> command, List<String> ending) {
  public Confined {
    command = List.copyOf(command);
    ending = List.copyOf(ending);
  }
}
