/// Sources, snapshots, layouts, artifacts.
@NullMarked
package dev.casebook.evidence;

import org.jspecify.annotations.NullMarked;
