/// The machine itself: its kernel, processes, units and memory.
@NullMarked
package dev.casebook.tables.system;

import org.jspecify.annotations.NullMarked;
