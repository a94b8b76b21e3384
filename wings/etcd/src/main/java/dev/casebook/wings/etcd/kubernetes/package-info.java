/// What Kubernetes keeps in etcd: stored bytes to object trees and back.
@NullMarked
package dev.casebook.wings.etcd.kubernetes;

import org.jspecify.annotations.NullMarked;
