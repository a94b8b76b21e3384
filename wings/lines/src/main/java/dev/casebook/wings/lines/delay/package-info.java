/// Delays by their spread, in bounded memory.
@NullMarked
package dev.casebook.wings.lines.delay;

import org.jspecify.annotations.NullMarked;
