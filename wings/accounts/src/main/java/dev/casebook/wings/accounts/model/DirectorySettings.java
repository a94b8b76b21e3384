package dev.casebook.wings.accounts.model;

/// How the company appears as an LDAP directory.
///
/// @param base the name that all entries end with, such as `dc=example,dc=com`; empty for no
///   directory
public record DirectorySettings(Place place, String base) {}
