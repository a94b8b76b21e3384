/// Several machines that keep one journal: one of them, the writer, signs people in, the others
/// follow, and one of these takes over when it is gone. A line counts once it is on the disks of
/// most of them, so that whoever takes over has it.
///
/// It is Raft (Ongaro and Ousterhout, 2014), with a journal of our own: an epoch is a term there, a
/// vote is kept on the disk before it is given, and nodes come and go one at a time.
@NullMarked
package dev.casebook.wings.accounts.nodes;

import org.jspecify.annotations.NullMarked;
