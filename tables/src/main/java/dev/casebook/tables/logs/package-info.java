/// Log lines: the table that stays virtual, and the hits of signals.
@NullMarked
package dev.casebook.tables.logs;

import org.jspecify.annotations.NullMarked;
