package dev.gauntlet.engines;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** The main class of a process that tests an engine: its arguments are the engine and a device. */
public final class EngineTestMain {
  private EngineTestMain() {}

  /** Prints a {@link Report} as one line of JSON. */
  public static void main(String[] arguments) throws IOException {
    // Engines print too: to standard error, then.
    PrintStream out = System.out;
    System.setOut(System.err);
    Report report = test(arguments[0], arguments[1]);
    out.println(new ObjectMapper().writeValueAsString(report));
    out.flush();
    // Engines leave threads running.
    Runtime.getRuntime().halt(0);
  }

  private static Report test(String engine, String device) {
    List<KnownAnswer> questions = KnownAnswers.all();
    try (EngineEvaluator evaluator = new EngineEvaluator(engine, device)) {
      return Report.of(questions.size(), new EngineTest(questions).run(evaluator));
    } catch (RuntimeException | LinkageError e) {
      return Report.failed(reason(e));
    }
  }

  /** The innermost message: DJL wraps the linker's in its own. */
  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.toString() : message.lines().findFirst().orElse("");
  }
}
