package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpAddress;
import java.util.Optional;

/// A host.
///
/// @param isJump whether people go on from it to others
public record Machine(String name, Place place, Optional<IpAddress> address, boolean isJump) {}
