package dev.gauntlet.engines;

import dev.gauntlet.engines.KnownAnswer.Expected;
import dev.gauntlet.engines.operators.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares an engine with known answers. Each is asked twice, the second time in reverse order: an
 * engine may be right on fresh memory and wrong on memory that it has used before.
 */
final class EngineTest {
  private final List<KnownAnswer> questions;

  EngineTest(List<KnownAnswer> questions) {
    this.questions = List.copyOf(questions);
  }

  /** Every answer that is wrong, at most one for a quantity of an operation. */
  List<Mismatch> run(Evaluator engine) {
    Map<String, Mismatch> wrong = new LinkedHashMap<>();
    List<List<Expected>> expected = new ArrayList<>();
    for (KnownAnswer question : questions) {
      expected.add(question.expected());
      compare(question, expected.get(expected.size() - 1), engine, wrong);
    }
    for (int i = questions.size() - 1; i >= 0; i--) {
      compare(questions.get(i), expected.get(i), engine, wrong);
    }
    return List.copyOf(wrong.values());
  }

  private static void compare(
      KnownAnswer question,
      List<Expected> expected,
      Evaluator engine,
      Map<String, Mismatch> wrong) {
    List<Tensor> operands = question.operands();
    Answers answers = engine.evaluate(question.operator(), operands, question.weighting(operands));
    for (Expected right : expected) {
      double error = right.error(answers.of(right.quantity()));
      // Not "greater than": an error that is not a number is one, too.
      if (!(error <= KnownAnswer.TOLERANCE * right.scale())) {
        wrong.putIfAbsent(
            question.operation() + right.quantity(),
            new Mismatch(question.operation(), right.quantity(), error, right.scale()));
      }
    }
  }
}
