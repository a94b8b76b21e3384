/// The etcd inspector: what Kubernetes keeps in an etcd member's file, read without etcd.
///
/// To read the source, start with [EtcdFile], which opens a file so that what is read of it is
/// true, whoever writes it meanwhile ([SettledCopy]). [SelectedKeys] is a walk over the keys that a
/// [KeyQuery] asks for, each with its record and its object ([ObjectReader]); [KeyField] is what
/// can be told of one, [ObjectFolder] writes their objects as a tree of files. [StorageInput] and
/// [LineDecoder] take stored values from elsewhere: from etcdctl, and from etcd-dump-logs.
///
/// Where this differs from etcd-io's auger:
/// - A deleted key is not live. It is not listed, and no checksum counts it.
/// - The value shown is the newest at the chosen revision, and filters look at that revision only.
/// - A key that was created again shows its current generation: version, create revision, and what
///   `--version` means.
/// - The current revision counts deletions too.
/// - A file in use is read without its lock, and a damaged one as far as it goes.
@NullMarked
package dev.casebook.wings.etcd.tool;

import org.jspecify.annotations.NullMarked;
