/// Mounts and the room on them.
@NullMarked
package dev.casebook.tables.storage;

import org.jspecify.annotations.NullMarked;
