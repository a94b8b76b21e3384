/// The casebook command.
@NullMarked
package dev.casebook.cli;

import org.jspecify.annotations.NullMarked;
