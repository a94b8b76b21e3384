/// From a frame's bytes to what it says, pure and without allocation for each frame.
@NullMarked
package dev.casebook.wings.captures.dissect;

import org.jspecify.annotations.NullMarked;
