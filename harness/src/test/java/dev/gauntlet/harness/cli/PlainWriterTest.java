package dev.gauntlet.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PlainWriterTest {
  @Test
  void noCharacterThatATerminalObeysGetsThrough() {
    StringWriter terminal = new StringWriter();
    PrintWriter out = PlainWriter.on(terminal);

    out.print("a\u001b[2J\u001b]0;owned\u0007\b\u007f\u009b31m\u202e\u2066\tb\n");
    out.print(new char[] {'\u001b', 'c', '\n'});
    out.write('\u001b');
    out.printf(Locale.ROOT, "%s %d%n", "\u0000", 7);

    assertThat(terminal)
        .hasToString(
            "a\ufffd[2J\ufffd]0;owned\ufffd\ufffd\ufffd\ufffd31m\ufffd\ufffd\tb\n"
                + "\ufffdc\n"
                + "\ufffd\ufffd 7"
                + System.lineSeparator());
  }

  @Test
  void ordinaryTextStaysAsItIs() {
    Writer terminal = new StringWriter();

    PlainWriter.on(terminal).print("ε = 8/255, L∞, Straße, 图像, 🙂, שלום");

    assertThat(terminal).hasToString("ε = 8/255, L∞, Straße, 图像, 🙂, שלום");
  }

  @Test
  void aLineIsOneLine() {
    assertThat(PlainWriter.line(" one\r\n  two\tthree\u001b[A \u2028four\n"))
        .isEqualTo("one two three\ufffd[A four");
  }
}
