/// What is done with the kernel's table of connections, here and on other hosts.
@NullMarked
package dev.casebook.wings.conntrack.tool;

import org.jspecify.annotations.NullMarked;
