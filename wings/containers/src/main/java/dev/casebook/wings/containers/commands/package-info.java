/// `casebook containers`: thin; what it shows is made in `dev.casebook.wings.containers.tool`.
@NullMarked
package dev.casebook.wings.containers.commands;

import org.jspecify.annotations.NullMarked;
