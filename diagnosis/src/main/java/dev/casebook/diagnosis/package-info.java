/// What a note is and how it is examined.
@NullMarked
package dev.casebook.diagnosis;

import org.jspecify.annotations.NullMarked;
