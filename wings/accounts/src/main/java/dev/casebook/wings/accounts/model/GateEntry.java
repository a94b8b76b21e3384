package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpAddress;

/// That an address, a network card and a person belong together.
///
/// @param mac six octets in lower case with colons; empty where none is bound
public record GateEntry(Place place, String person, IpAddress address, String mac) {}
