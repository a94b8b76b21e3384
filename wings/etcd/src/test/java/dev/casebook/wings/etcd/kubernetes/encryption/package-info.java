/// Tests of encryption at rest.
@NullMarked
package dev.casebook.wings.etcd.kubernetes.encryption;

import org.jspecify.annotations.NullMarked;
