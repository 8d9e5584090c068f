package dev.gauntlet.harness.cli;

import dev.gauntlet.harness.store.UserHome;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** Starts the command line. */
public final class Main {
  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // Our own code names its locale wherever it matters; libraries do not.
    Locale.setDefault(Locale.ROOT);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    UserHome.here().adopt();
    System.exit(run(StandardOutput.ofProcess(), err, args));
  }

  private static int run(StandardOutput output, PrintWriter err, String... args) {
    PrintWriter out = new PrintWriter(output, true, StandardCharsets.UTF_8);
    int exit;
    try {
      exit = commandLine(Installation.fromProperties(), out, err).execute(args);
    } catch (InvalidPathException e) {
      err.println("error: " + PlainWriter.line(PathText.explain(e)));
      return ExitCodes.WRONG;
    }
    out.flush();
    if (output.failure().isEmpty() || StandardOutput.isPipe()) {
      return exit;
    }
    err.println("error: cannot write to standard output: " + output.failure().get().getMessage());
    return ExitCodes.WRONG;
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
        .registerConverter(Path.class, new PathText())
        .setColorScheme(Help.defaultColorScheme(Terminal.ofProcess().colours()))
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
