/// Typed relations over evidence.
@NullMarked
package dev.casebook.tables;

import org.jspecify.annotations.NullMarked;
