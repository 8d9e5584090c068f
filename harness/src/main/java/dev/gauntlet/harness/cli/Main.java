package dev.gauntlet.harness.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(commandLine(Installation.fromProperties(), out, err).execute(args));
  }

  /**
   * The whole command line.
   *
   * @param installation where plugins, suites and the store are
   * @param out for results
   * @param err for progress and errors
   */
  static CommandLine commandLine(Installation installation, PrintWriter out, PrintWriter err) {
    return NumberConverters.register(
            new CommandLine(new HarnessCommand(), new CommandFactory(installation)))
        .registerConverter(Bytes.class, new Bytes.Converter())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true)
        .setExecutionStrategy(Main::execute)
        .setParameterExceptionHandler(Errors::wrongUsage)
        .setExecutionExceptionHandler(Errors::failed);
  }

  /** Help may have colours; whatever a command prints may come from plugins. */
  private static int execute(ParseResult parsed) {
    Integer help = CommandLine.executeHelpRequest(parsed);
    if (help != null) {
      return help;
    }
    CommandLine root = parsed.commandSpec().commandLine();
    root.setOut(PlainWriter.on(root.getOut()));
    root.setErr(PlainWriter.on(root.getErr()));
    return new RunLast().execute(parsed);
  }
}
