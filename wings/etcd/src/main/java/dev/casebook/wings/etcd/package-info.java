/// etcd and what Kubernetes keeps in it. From the file up: `bbolt` is the file's own format,
/// `store` what etcd puts into it, `kubernetes` the values of its keys; `tables` is all that as
/// rows for notes and SQL, `tool` the inspector, and `commands` the inspector's command line.
///
/// `bbolt` and `kubernetes` stand on nothing else of the wing: Kubernetes objects lie in other
/// evidence too.
@NullMarked
package dev.casebook.wings.etcd;

import org.jspecify.annotations.NullMarked;
