/// Who may come in, and how that is checked.
@NullMarked
package dev.casebook.tables.identity;

import org.jspecify.annotations.NullMarked;
