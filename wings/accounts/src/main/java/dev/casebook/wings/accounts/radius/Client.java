package dev.casebook.wings.accounts.radius;

import dev.casebook.wings.accounts.model.RadiusClient;

/// Somebody that may ask, with the secret that both share.
record Client(RadiusClient row, SharedSecret secret) {}
