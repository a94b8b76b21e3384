package dev.casebook.wings.pki.tool;

/// Something wrong with an authority or with a server that trusts it.
///
/// @param severity high, medium or low
/// @param subject a path or a serial number
/// @param remedy what to do; may be empty
public record Finding(String severity, String subject, String what, String remedy) {}
