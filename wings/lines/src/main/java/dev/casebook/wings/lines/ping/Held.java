package dev.casebook.wings.lines.ping;

import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.network.IpAddress;

/// What a connection tracker holds of an echo request: the reply that it waits for or has seen.
///
/// @param isReplied whether a reply passed the tracker
/// @param replyTo whom the reply is for; not who asked where the request was translated
/// @param replyId the id that the reply has
record Held(boolean isReplied, IpAddress replyTo, int replyId) {

  static Held of(ConntrackEntry entry) {
    var reply = entry.reply().tuple();
    return new Held(!entry.isUnreplied(), reply.dst(), reply.sport());
  }
}
