@NullMarked
package dev.casebook.wings.accounts.tables;

import org.jspecify.annotations.NullMarked;
