package dev.gauntlet.datasets;

/**
 * What {@link DatasetStore#verify} found out about one file.
 *
 * @param file its name
 * @param location its path, or what stands for it where the file is embedded
 * @param state whether it can be used
 * @param detail what is wrong and what to do; empty where the state is OK
 */
public record FileCheck(String file, String location, State state, String detail) {
  /** Whether a file can be used. */
  public enum State {
    /** It is there, with the published content. */
    OK,
    /** It is not there. */
    MISSING,
    /** It is there, but cannot be read or has other content than published. */
    DAMAGED
  }

  /** Whether the file can be used. */
  public boolean ok() {
    return state == State.OK;
  }
}
