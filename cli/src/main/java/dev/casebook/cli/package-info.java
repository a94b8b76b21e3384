/// The `casebook` command: thin. The only room that touches the process's streams, clock and
/// environment.
@NullMarked
package dev.casebook.cli;

import org.jspecify.annotations.NullMarked;
