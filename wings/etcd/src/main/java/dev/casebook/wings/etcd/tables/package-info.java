/// What etcd keeps: its database files, the keys and revisions in them, what its members say of
/// each other.
@NullMarked
package dev.casebook.wings.etcd.tables;

import org.jspecify.annotations.NullMarked;
