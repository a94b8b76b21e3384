@NullMarked
package dev.casebook.wings.accounts.targets.hosts;

import org.jspecify.annotations.NullMarked;
