@NullMarked
package dev.casebook.wings.accounts.targets.postgresql;

import org.jspecify.annotations.NullMarked;
