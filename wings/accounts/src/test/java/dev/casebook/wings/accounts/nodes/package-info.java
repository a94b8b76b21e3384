/// Processes of their own that keep one journal, killed and stopped at the worst moments.
@NullMarked
package dev.casebook.wings.accounts.nodes;

import org.jspecify.annotations.NullMarked;
