/// Tests of stored Kubernetes values.
@NullMarked
package dev.casebook.wings.etcd.kubernetes;

import org.jspecify.annotations.NullMarked;
