package dev.casebook.wings.lines.ping;

import java.net.InetAddress;

/// What a connection tracker holds of an echo request: the reply that it waits for or has seen.
///
/// @param isReplied whether a reply passed the tracker
/// @param replyTo whom the reply is for; not who asked where the request was translated
/// @param replyId the id that the reply has
public record Held(boolean isReplied, InetAddress replyTo, int replyId) {}
