/// What can be said of a snapshot.
@NullMarked
package dev.casebook.verdicts;

import org.jspecify.annotations.NullMarked;
