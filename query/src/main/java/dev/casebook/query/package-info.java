/// Relations as SQL. The only room that knows DuckDB.
@NullMarked
package dev.casebook.query;

import org.jspecify.annotations.NullMarked;
