/// The kernel's calls for files and processes.
@NullMarked
package dev.casebook.wings.holders.kernel;

import org.jspecify.annotations.NullMarked;
