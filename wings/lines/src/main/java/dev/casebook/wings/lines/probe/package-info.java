/// Lines probed by one schedule for months, kept in files by day, and reported.
@NullMarked
package dev.casebook.wings.lines.probe;

import org.jspecify.annotations.NullMarked;
