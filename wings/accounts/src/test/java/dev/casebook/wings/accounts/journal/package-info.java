/// The journal as a file, and who may add to it.
@NullMarked
package dev.casebook.wings.accounts.journal;

import org.jspecify.annotations.NullMarked;
