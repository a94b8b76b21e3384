/// A RADIUS server: packets, clients, challenges (RFC 2865, RFC 2869, RFC 3579).
@NullMarked
package dev.casebook.wings.accounts.radius;

import org.jspecify.annotations.NullMarked;
