/// Calls of the Linux kernel for which Java has none, through the foreign-function API.
@NullMarked
package dev.casebook.hosts.kernel;

import org.jspecify.annotations.NullMarked;
