package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.store.Key;

/** Something that happened to a task, for whoever shows progress. */
public sealed interface Event {
  /** Which task. */
  Key task();

  /** The task is taken up. */
  record Started(Key task, String title, long steps) implements Event {}

  /** It went on. */
  record Advanced(Key task, String title, long done, long steps, String message) implements Event {}

  /** An earlier run had done so much of it. */
  record Resumed(Key task, String title, long done, long steps) implements Event {}

  /** It is finished; its result may have been in the store already. */
  record Finished(Key task, String title, boolean cached) implements Event {}

  /** Some or all of it failed. */
  record Failed(Key task, String title, String error) implements Event {}
}
