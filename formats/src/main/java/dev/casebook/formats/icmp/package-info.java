/// Echo requests and replies of ICMP and ICMPv6, and the errors that they meet.
@NullMarked
package dev.casebook.formats.icmp;

import org.jspecify.annotations.NullMarked;
