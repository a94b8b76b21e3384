package dev.casebook.wings.accounts.radius;

import dev.casebook.wings.accounts.model.RadiusClient;

/// A client's row with the secret that the folder does not hold.
public record ClientSecret(RadiusClient client, byte[] secret) {}
