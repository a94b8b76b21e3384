/// `casebook conntrack` and its subcommands.
@NullMarked
package dev.casebook.wings.conntrack.commands;

import org.jspecify.annotations.NullMarked;
