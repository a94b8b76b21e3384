/// From YAML to the model. A fault is one row's and never stops the others; each has its file and
/// line.
@NullMarked
package dev.casebook.wings.accounts.load;

import org.jspecify.annotations.NullMarked;
