package dev.casebook.evidence.archive;

/// What an archive holds next: a member that can be used, or one that must not be.
public sealed interface Entry permits Member, Rejected {}
