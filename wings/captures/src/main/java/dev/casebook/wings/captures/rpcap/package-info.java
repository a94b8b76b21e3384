/// The client's side of the protocol of rpcapd, WinPcap's and libpcap's remote capture.
@NullMarked
package dev.casebook.wings.captures.rpcap;

import org.jspecify.annotations.NullMarked;
