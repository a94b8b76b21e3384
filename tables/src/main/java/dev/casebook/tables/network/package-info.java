/// Interfaces, addresses, routes, sockets and tracked connections.
@NullMarked
package dev.casebook.tables.network;

import org.jspecify.annotations.NullMarked;
