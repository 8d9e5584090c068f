package dev.gauntlet.engines;

import java.util.Map;

/** Runs {@link EngineTestMain} in a process of its own. */
@FunctionalInterface
public interface EngineProcess {
  /**
   * Tests an engine; returns when the process has ended.
   *
   * @param environment variables that it gets besides, or in place of, the usual ones
   * @param threads that the engine may use
   * @return what it found; a report with an error where it crashed, hung or said nothing
   */
  Report test(Map<String, String> environment, int threads);
}
