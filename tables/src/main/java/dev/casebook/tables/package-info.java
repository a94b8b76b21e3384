/// What a table is: how a page states its row, its columns and where its evidence lies, and how its
/// artifacts are read. The tables themselves are pages in the folders beside, one file each; they
/// are listed in `dev.casebook.tables.Catalogue`.
@NullMarked
package dev.casebook.tables;

import org.jspecify.annotations.NullMarked;
