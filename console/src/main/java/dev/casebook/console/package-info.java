/// What every command stands on: the part of the process that it may touch, how a command line is
/// run to its exit status, and what a wing is to the spine.
@NullMarked
package dev.casebook.console;

import org.jspecify.annotations.NullMarked;
