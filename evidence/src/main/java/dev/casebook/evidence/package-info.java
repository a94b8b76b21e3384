/// Where evidence comes from: sources, the snapshots they hold, and artifacts under their logical
/// names. Evidence is read, never written, and never followed out of its source.
@NullMarked
package dev.casebook.evidence;

import org.jspecify.annotations.NullMarked;
