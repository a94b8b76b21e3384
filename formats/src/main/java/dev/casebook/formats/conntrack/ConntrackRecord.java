package dev.casebook.formats.conntrack;

/// What is told of an entry elsewhere than in a message of the kernel. -1 stands for what is not
/// told.
///
/// @param state number of the state of TCP, SCTP or DCCP
/// @param status bits such as [Ctnetlink#ASSURED]
public record ConntrackRecord(
    ConntrackTuple original,
    ConntrackTuple reply,
    long packets,
    long bytes,
    long replyPackets,
    long replyBytes,
    long timeoutS,
    int state,
    int status,
    long mark,
    int zone,
    long useCount,
    long id) {}
