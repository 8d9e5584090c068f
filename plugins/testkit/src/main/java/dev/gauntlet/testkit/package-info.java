/**
 * Contract tests that every attack and defense must pass, and tiny models, images and contexts to
 * write further tests with.
 */
package dev.gauntlet.testkit;
