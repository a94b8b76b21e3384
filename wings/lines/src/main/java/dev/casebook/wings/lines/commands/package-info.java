/// The commands.
@NullMarked
package dev.casebook.wings.lines.commands;

import org.jspecify.annotations.NullMarked;
