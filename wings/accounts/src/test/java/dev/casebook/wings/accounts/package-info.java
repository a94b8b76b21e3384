@NullMarked
package dev.casebook.wings.accounts;

import org.jspecify.annotations.NullMarked;
