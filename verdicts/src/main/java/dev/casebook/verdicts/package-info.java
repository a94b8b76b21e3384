/// What can be said of a snapshot: verdicts, findings with their walk and evidence, and their JSON.
/// Values only; nothing here reads, queries or prints.
@NullMarked
package dev.casebook.verdicts;

import org.jspecify.annotations.NullMarked;
