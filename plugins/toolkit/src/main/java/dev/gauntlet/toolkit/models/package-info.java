/**
 * Trained classifiers: weights to and from NPZ files, and the plain model most defenses restore to.
 */
package dev.gauntlet.toolkit.models;
