/// What is installed.
@NullMarked
package dev.casebook.tables.software;

import org.jspecify.annotations.NullMarked;
