/// What Kubernetes keeps in etcd: stored bytes to object trees and back.
@NullMarked
package dev.casebook.formats.kubernetes;

import org.jspecify.annotations.NullMarked;
