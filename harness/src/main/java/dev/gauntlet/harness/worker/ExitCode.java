package dev.gauntlet.harness.worker;

import java.util.Map;

/** How a process ended, for people. */
final class ExitCode {
  private static final int SIGNAL = 128;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "SIGILL",
          6, "SIGABRT, as after a crash in native code",
          7, "SIGBUS",
          8, "SIGFPE",
          9, "SIGKILL: something outside ended it",
          11, "SIGSEGV, a crash in native code",
          24, "SIGXCPU",
          25, "SIGXFSZ, a file too large");

  private ExitCode() {}

  static String words(int code) {
    String signal = SIGNALS.get(code - SIGNAL);
    return "exit code " + code + (signal == null ? "" : " (" + signal + ")");
  }
}
