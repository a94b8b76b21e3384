/// The bbolt file format, read without the program that writes it: pages, buckets, damage.
///
/// A file is an array of pages. Pages 0 and 1 are metas, written in turn, one for each transaction;
/// the newer valid one is the state. It leads to the root bucket, a tree of branch and leaf pages;
/// the values of some elements are buckets themselves. Pages are never changed in place: a
/// transaction writes new ones, and the pages it replaced are free for the transaction after the
/// next.
///
/// To read the source, start with [Metas], which chooses a state; [Database] is the file in that
/// state; [Bucket] gives a [Cursor], which is where pages are checked and where all reading
/// happens, through a [FileWindow]; [Structure] accounts for every page and [PageMap] tells of
/// each; [LeafScan] finds leaves that nothing leads to any more; [LiveRead] says when a read of a
/// file in use is true, and [LiveCopy] makes a copy of one.
///
/// Nothing here throws for a bad file. What is wrong goes to a [DamageLog], and what is left is
/// read.
@NullMarked
package dev.casebook.wings.etcd.bbolt;

import org.jspecify.annotations.NullMarked;
