/// Kubernetes protobuf messages to object trees and back, by a schema table.
@NullMarked
package dev.casebook.formats.kubernetes.protobuf;

import org.jspecify.annotations.NullMarked;
