/// What an etcd member keeps in its bbolt file: every retained revision of every key.
///
/// Bucket `key` is the history: its keys are revisions, in the order they happened, and its values
/// say which key was written with what. There is no index by key in the file; etcd builds one in
/// memory when it starts, and so must whoever wants the keys at a revision.
///
/// To read the source, start with [Store], the opened file, and [StoredRecord], one element of the
/// history. [KeySpace] is the keys at a revision, in order and in bounded memory; [Checksums],
/// [Analysis] and [Comparison] are built on it. [KeyHistory] follows one key. [Salvage] is what is
/// left when the tree is not.
@NullMarked
package dev.casebook.wings.etcd.store;

import org.jspecify.annotations.NullMarked;
