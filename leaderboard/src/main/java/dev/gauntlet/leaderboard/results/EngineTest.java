package dev.gauntlet.leaderboard.results;

import java.util.Map;

/**
 * What a test of the engine against known answers found on the machine of the run.
 *
 * @param processor on which it was tested
 * @param tested when, as ISO-8601 has it
 * @param operations that were evaluated and differentiated
 * @param wrong answers of the engine as it is
 * @param remedy the variables that workers had so that every answer was right; empty where none is
 *     needed
 * @param summary all of this in a sentence
 */
public record EngineTest(
    String processor,
    String tested,
    int operations,
    int wrong,
    Map<String, String> remedy,
    String summary) {
  public EngineTest {
    Require.text("processor", processor);
    Require.text("tested", tested);
    Require.count("operations", operations);
    Require.count("wrong", wrong);
    remedy = Map.copyOf(remedy);
    Require.text("summary", summary);
  }
}
