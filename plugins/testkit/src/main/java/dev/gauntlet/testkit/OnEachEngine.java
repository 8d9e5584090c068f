package dev.gauntlet.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A test that runs once on each engine of the class path. Its only argument is a fresh {@link
 * ai.djl.ndarray.NDManager} on the CPU, closed after the test.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}", autoCloseArguments = true)
@MethodSource("dev.gauntlet.testkit.Engines#managers")
public @interface OnEachEngine {}
