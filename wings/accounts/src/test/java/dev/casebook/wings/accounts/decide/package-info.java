@NullMarked
package dev.casebook.wings.accounts.decide;

import org.jspecify.annotations.NullMarked;
