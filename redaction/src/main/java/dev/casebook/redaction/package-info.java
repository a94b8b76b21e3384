/// Evidence without what tells whose it is: what has to be known of a source before it is written
/// again, how each line is written, and the check that nothing was left.
@NullMarked
package dev.casebook.redaction;

import org.jspecify.annotations.NullMarked;
