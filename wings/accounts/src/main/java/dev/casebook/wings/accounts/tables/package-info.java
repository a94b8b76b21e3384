/// What a folder of accounts declares, as tables.
@NullMarked
package dev.casebook.wings.accounts.tables;

import org.jspecify.annotations.NullMarked;
