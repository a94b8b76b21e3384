/// Packets captured here and on other hosts, merged in order of time and written while they come.
@NullMarked
package dev.casebook.wings.captures.capture;

import org.jspecify.annotations.NullMarked;
