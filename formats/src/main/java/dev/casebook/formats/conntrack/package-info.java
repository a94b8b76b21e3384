/// Entries of the kernel's connection tracking, as its netlink family (ctnetlink) has them.
@NullMarked
package dev.casebook.formats.conntrack;

import org.jspecify.annotations.NullMarked;
