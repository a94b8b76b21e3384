@NullMarked
package dev.casebook.wings.captures.rpcap;

import org.jspecify.annotations.NullMarked;
