/// What the kernel counts and limits for groups of processes, as container runtimes and systemd
/// make them.
@NullMarked
package dev.casebook.tables.containers;

import org.jspecify.annotations.NullMarked;
