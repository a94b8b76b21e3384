/// A file of lines that is only ever added to, each hanging on the one before; and what more than
/// one machine needs to keep the same.
@NullMarked
package dev.casebook.wings.accounts.journal;

import org.jspecify.annotations.NullMarked;
