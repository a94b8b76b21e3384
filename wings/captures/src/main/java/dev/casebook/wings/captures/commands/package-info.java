/// `casebook capture`.
@NullMarked
package dev.casebook.wings.captures.commands;

import org.jspecify.annotations.NullMarked;
