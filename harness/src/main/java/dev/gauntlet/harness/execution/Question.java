package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.worker.Desk;
import dev.gauntlet.harness.worker.message.Interim;
import dev.gauntlet.harness.worker.message.Request;
import java.util.Optional;

/** What is to be put to a worker, whichever it will be. */
interface Question {
  /** Lays the files that it is about on the worker's desk. */
  Request on(Desk desk);

  /** Answers what the worker asks before it answers. */
  default Optional<Request> answer(Interim interim, Desk desk) {
    return Optional.empty();
  }

  /** Takes the files that the worker wrote, after it has answered. */
  default void collect(Desk desk) {}

  /**
   * Takes what the worker wrote before its answer, whatever became of that: the worker may have
   * been killed.
   *
   * @return whether that is of use, so that the question was not in vain
   */
  default boolean salvage(Desk desk) {
    return false;
  }
}
