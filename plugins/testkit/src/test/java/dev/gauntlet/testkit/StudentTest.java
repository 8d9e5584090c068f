package dev.gauntlet.testkit;

import dev.gauntlet.api.Defense;
import java.util.List;

/** A defense that needs another's checkpoint passes with a companion. */
class StudentTest extends DefenseContract {
  @Override
  protected Defense defense() {
    return new Student();
  }

  @Override
  protected List<Companion> companions() {
    return List.of(new Companion(new PlainClassifier(), PlainClassifier.QUICK));
  }
}
