@NullMarked
package dev.casebook.wings.captures.rewrite;

import org.jspecify.annotations.NullMarked;
