/// Relations as SQL.
@NullMarked
package dev.casebook.query;

import org.jspecify.annotations.NullMarked;
