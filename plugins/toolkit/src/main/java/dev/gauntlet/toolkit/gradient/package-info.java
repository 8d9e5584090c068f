/**
 * Networks and their gradients, right and fast on every engine; the only place that touches an
 * engine's automatic differentiation.
 */
package dev.gauntlet.toolkit.gradient;
