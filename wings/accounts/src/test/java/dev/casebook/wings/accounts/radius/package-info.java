@NullMarked
package dev.casebook.wings.accounts.radius;

import org.jspecify.annotations.NullMarked;
