/// Text of records of our own.
@NullMarked
package dev.casebook.formats.text;

import org.jspecify.annotations.NullMarked;
