/// A change to a host as a value: shown before it is made, made step by step, undone exactly, and
/// its journal, which lies on the host that is changed.
@NullMarked
package dev.casebook.changes;

import org.jspecify.annotations.NullMarked;
