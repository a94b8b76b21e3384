/// Captures written again with other addresses and names: only what is understood goes along.
@NullMarked
package dev.casebook.wings.captures.rewrite;

import org.jspecify.annotations.NullMarked;
