/// Tests of trees as JSON, YAML and CBOR.
@NullMarked
package dev.casebook.wings.etcd.kubernetes.tree;

import org.jspecify.annotations.NullMarked;
