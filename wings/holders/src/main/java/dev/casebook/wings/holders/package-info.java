/// Who keeps a file, a file system or a port busy, and how: `casebook holders`.
@NullMarked
package dev.casebook.wings.holders;

import org.jspecify.annotations.NullMarked;
