/// Bytes to values and back, pure.
@NullMarked
package dev.casebook.formats;

import org.jspecify.annotations.NullMarked;
