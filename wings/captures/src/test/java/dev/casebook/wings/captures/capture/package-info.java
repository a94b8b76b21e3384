@NullMarked
package dev.casebook.wings.captures.capture;

import org.jspecify.annotations.NullMarked;
