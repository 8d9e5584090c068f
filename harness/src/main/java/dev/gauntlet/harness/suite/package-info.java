/** Suites: which images, which budget, which defenses and which attacks make one competition. */
package dev.gauntlet.harness.suite;
