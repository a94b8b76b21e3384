/// Clocks and zones as programs name them.
@NullMarked
package dev.casebook.formats.time;

import org.jspecify.annotations.NullMarked;
