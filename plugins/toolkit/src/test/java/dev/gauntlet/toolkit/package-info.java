/** What the toolkit's tests share. */
package dev.gauntlet.toolkit;
