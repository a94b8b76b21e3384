/// `casebook holders`: thin; what it shows is made in `dev.casebook.wings.holders.tool`.
@NullMarked
package dev.casebook.wings.holders.commands;

import org.jspecify.annotations.NullMarked;
