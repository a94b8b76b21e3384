/// Tests of the protobuf messages, and the program that makes their schema table.
@NullMarked
package dev.casebook.wings.etcd.kubernetes.protobuf;

import org.jspecify.annotations.NullMarked;
