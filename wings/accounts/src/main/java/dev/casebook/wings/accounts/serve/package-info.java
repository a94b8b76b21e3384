/// Signing people in: what the folder allows and what their credentials prove.
@NullMarked
package dev.casebook.wings.accounts.serve;

import org.jspecify.annotations.NullMarked;
