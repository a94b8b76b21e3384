/// The etcd inspector: what Kubernetes keeps in an etcd member's file, read without etcd.
///
/// To read the source, start with [EtcdFile], which opens a file so that what is read of it is
/// true, whoever writes it meanwhile.
@NullMarked
package dev.casebook.tools.etcd;

import org.jspecify.annotations.NullMarked;
