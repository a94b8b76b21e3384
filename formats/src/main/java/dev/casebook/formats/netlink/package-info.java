/// Netlink: messages to and from the Linux kernel, and the attributes in them.
@NullMarked
package dev.casebook.formats.netlink;

import org.jspecify.annotations.NullMarked;
