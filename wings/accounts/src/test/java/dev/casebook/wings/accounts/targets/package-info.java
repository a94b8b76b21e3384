@NullMarked
package dev.casebook.wings.accounts.targets;

import org.jspecify.annotations.NullMarked;
