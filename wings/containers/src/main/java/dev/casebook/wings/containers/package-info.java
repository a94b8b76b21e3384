/// What containers use, straight from their control groups: `casebook containers`.
@NullMarked
package dev.casebook.wings.containers;

import org.jspecify.annotations.NullMarked;
