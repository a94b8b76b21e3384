@NullMarked
package dev.casebook.wings.captures.dissect;

import org.jspecify.annotations.NullMarked;
