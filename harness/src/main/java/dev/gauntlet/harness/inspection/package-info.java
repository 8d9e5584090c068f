/** One attack on one defense, looked at closely: figures, pictures, arrays. */
package dev.gauntlet.harness.inspection;
