package dev.gauntlet.harness.plugins;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gauntlet.api.AttackDescriptor;
import dev.gauntlet.api.Citation;
import dev.gauntlet.api.Goal;
import dev.gauntlet.api.Knowledge;
import dev.gauntlet.api.Norm;
import dev.gauntlet.api.Parameter;
import dev.gauntlet.harness.testplugins.GradientStep;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescriptionCheckTest {
  private static final PluginJar JAR =
      new PluginJar("one", "1.0.0", "tests", Path.of("one.jar"), "0".repeat(64), false);

  @Test
  void anOrdinaryDescriptionIsTaken() {
    DescriptionCheck.check(
        JAR,
        new JarDescription(
            List.of(new GradientStep().descriptor()), List.of(), List.of(), Set.of()));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void whatAPluginSaysOfItselfIsPlainAndNotEndless(AttackDescriptor attack, String message) {
    JarDescription description =
        new JarDescription(List.of(attack), List.of(), List.of(), Set.of());

    assertThatThrownBy(() -> DescriptionCheck.check(JAR, description))
        .isInstanceOf(PluginException.class)
        .hasMessage("one.jar (one): the attack 'gradient-step' has " + message);
  }

  static Stream<Arguments> unfit() {
    String word = "x".repeat(10 << 20);
    Citation paper = Citation.of("Tests");
    return Stream.of(
        Arguments.of(
            attack(word, "It attacks.", paper, List.of()),
            "a title of 10,485,760 characters; at most 160 are allowed"),
        Arguments.of(
            attack("T", word, paper, List.of()),
            "a description of 10,485,760 characters; at most 4,000 are allowed"),
        Arguments.of(
            attack("T", "D", Citation.of(word), List.of()),
            "a citation of 10,485,760 characters; at most 4,000 are allowed"),
        Arguments.of(
            attack("T", "D", new Citation("c", word), List.of()),
            "a citation's address of 10,485,760 characters; at most 4,000 are allowed"),
        Arguments.of(
            attack("T", "D", paper, List.of(Parameter.flag("f", true, word))),
            "a parameter 'f' of 10,485,760 characters; at most 4,000 are allowed"),
        Arguments.of(
            attack("T", "D", paper, List.of(Parameter.choice("f", List.of(word), "d"))),
            "a parameter 'f' of 10,485,760 characters; at most 160 are allowed"),
        Arguments.of(
            attack("\u001b]0;owned\u0007", "D", paper, List.of()),
            "the control character U+001B in its title; remove it"),
        Arguments.of(
            attack("two\nlines", "D", paper, List.of()),
            "the control character U+000A in its title; remove it"),
        Arguments.of(
            attack("T", "D\rE", paper, List.of()),
            "the control character U+000D in its description; remove it"),
        Arguments.of(attack(null, "D", paper, List.of()), "no title; give it one"));
  }

  @Test
  void aJarOfTooManyMethodsIsRefused() {
    JarDescription many =
        new JarDescription(
            Collections.nCopies(201, new GradientStep().descriptor()),
            List.of(),
            List.of(),
            Set.of());

    assertThatThrownBy(() -> DescriptionCheck.check(JAR, many))
        .isInstanceOf(PluginException.class)
        .hasMessage("one.jar (one) has 201 attacks; at most 200 are allowed");
  }

  private static AttackDescriptor attack(
      String title, String description, Citation citation, List<Parameter> parameters) {
    return new AttackDescriptor(
        "gradient-step",
        title,
        description,
        citation,
        Knowledge.GRADIENTS,
        Set.of(Norm.LINF),
        Set.of(Goal.UNTARGETED),
        parameters,
        List.of());
  }
}
