/// What a note is: read from its file, linted, examined on a snapshot until it says its verdict.
@NullMarked
package dev.casebook.diagnosis;

import org.jspecify.annotations.NullMarked;
