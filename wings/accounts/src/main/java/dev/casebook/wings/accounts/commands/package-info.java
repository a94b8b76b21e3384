/// `casebook accounts` and its subcommands.
@NullMarked
package dev.casebook.wings.accounts.commands;

import org.jspecify.annotations.NullMarked;
