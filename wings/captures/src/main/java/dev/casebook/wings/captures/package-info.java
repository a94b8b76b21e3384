/// Network captures. `format` reads the files that hold packets, `dissect` what a packet says, and
/// `tables` is both as rows. `format` and `dissect` know nothing of each other.
@NullMarked
package dev.casebook.wings.captures;

import org.jspecify.annotations.NullMarked;
