/** What a defense that is one trained classifier needs beside its objective. */
package dev.gauntlet.toolkit.defenses;
