/// What the kernel writes in `/proc` of processes and mounts, line by line.
@NullMarked
package dev.casebook.formats.proc;

import org.jspecify.annotations.NullMarked;
