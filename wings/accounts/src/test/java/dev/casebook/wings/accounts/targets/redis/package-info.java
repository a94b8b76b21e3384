@NullMarked
package dev.casebook.wings.accounts.targets.redis;

import org.jspecify.annotations.NullMarked;
