/// Addresses and networks as text, without ever asking a name server.
@NullMarked
package dev.casebook.formats.network;

import org.jspecify.annotations.NullMarked;
