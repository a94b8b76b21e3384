@NullMarked
package dev.casebook.wings.accounts.directory;

import org.jspecify.annotations.NullMarked;
