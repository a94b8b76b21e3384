/// The subcommands of `casebook pki`.
@NullMarked
package dev.casebook.wings.pki.commands;

import org.jspecify.annotations.NullMarked;
