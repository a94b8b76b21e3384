@NullMarked
package dev.casebook.wings.captures.tables;

import org.jspecify.annotations.NullMarked;
