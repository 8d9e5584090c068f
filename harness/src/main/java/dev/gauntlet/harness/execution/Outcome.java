package dev.gauntlet.harness.execution;

import dev.gauntlet.harness.worker.message.Reply;

/** What became of a question to a worker. */
sealed interface Outcome {
  /**
   * It answered.
   *
   * @param seconds from the question to the answer, by the harness's own clock: a worker shares its
   *     process with the plugin, which could turn back any other
   */
  record Answered(Reply reply, double seconds) implements Outcome {}

  /**
   * It failed.
   *
   * @param error one line
   * @param log the end of its log
   * @param sourceAtFault whether an attack's source failed, not the attack
   */
  record Failed(String error, String log, boolean sourceAtFault) implements Outcome {}

  /** The attack and its source cannot meet, and nobody is at fault. */
  record Inapplicable(String reason) implements Outcome {}
}
