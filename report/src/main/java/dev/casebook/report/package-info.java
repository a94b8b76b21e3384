/// Verdicts for people and for programs.
@NullMarked
package dev.casebook.report;

import org.jspecify.annotations.NullMarked;
