/// Tracked connections as text: the lines of conntrack(8), JSON, a table for people.
@NullMarked
package dev.casebook.wings.conntrack.flow;

import org.jspecify.annotations.NullMarked;
