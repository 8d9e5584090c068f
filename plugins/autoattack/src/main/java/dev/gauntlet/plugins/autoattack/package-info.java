/** AutoAttack: two forms of APGD, targeted FAB and Square, one after the other. */
package dev.gauntlet.plugins.autoattack;
