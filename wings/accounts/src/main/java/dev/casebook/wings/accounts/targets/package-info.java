/// Servers that accounts are kept on, each by its own protocol: a package a protocol, and
/// `Targets`, which opens what a row of the folder names.
@NullMarked
package dev.casebook.wings.accounts.targets;

import org.jspecify.annotations.NullMarked;
