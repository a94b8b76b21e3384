/// Files of captured packets: bytes to frames, pure.
@NullMarked
package dev.casebook.wings.captures.format;

import org.jspecify.annotations.NullMarked;
