package dev.casebook.wings.accounts.model;

/// A machine that keeps the journal together with others, so that one of them may fail.
///
/// @param host where the others reach it: a name or an address, which its certificate is for
public record ServingNode(String name, Place place, String host, int port) {}
