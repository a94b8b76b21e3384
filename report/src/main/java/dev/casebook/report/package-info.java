/// Verdicts for people and programs.
@NullMarked
package dev.casebook.report;

import org.jspecify.annotations.NullMarked;
