package dev.casebook.wings.holders.tool;

import dev.casebook.tables.containers.ContainerName;
import java.util.Optional;

/// A process that holds something.
///
/// @param startTicks when it started, which with its id names it for good
/// @param command its name in the kernel
/// @param arguments its command line, or `[name]`
/// @param user by name, or by number where it has none here
/// @param unit of systemd; empty for none
public record Holder(
    int pid,
    int parent,
    long startTicks,
    String command,
    String arguments,
    long uid,
    String user,
    String unit,
    Optional<ContainerName> container) {}
