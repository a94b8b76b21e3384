/// What OpenVPN was told and what it knows.
@NullMarked
package dev.casebook.tables.vpn;

import org.jspecify.annotations.NullMarked;
