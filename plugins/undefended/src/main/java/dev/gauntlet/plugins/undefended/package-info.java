/** The plain classifier that every defense is measured against. */
package dev.gauntlet.plugins.undefended;
