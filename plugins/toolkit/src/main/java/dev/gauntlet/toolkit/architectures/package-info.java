/** The networks of the papers. */
package dev.gauntlet.toolkit.architectures;
