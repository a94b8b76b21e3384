/// Kubernetes protobuf messages to object trees and back, by a schema table.
@NullMarked
package dev.casebook.wings.etcd.kubernetes.protobuf;

import org.jspecify.annotations.NullMarked;
