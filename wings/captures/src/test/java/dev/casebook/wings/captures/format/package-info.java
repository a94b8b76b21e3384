@NullMarked
package dev.casebook.wings.captures.format;

import org.jspecify.annotations.NullMarked;
