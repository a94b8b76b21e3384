/// The containers of a host, this one or one that was gathered, and what each uses.
@NullMarked
package dev.casebook.wings.containers.tool;

import org.jspecify.annotations.NullMarked;
