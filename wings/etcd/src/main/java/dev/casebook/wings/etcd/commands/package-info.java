/// `casebook etcd`: one class a subcommand, all thin; what they show is made in
/// `dev.casebook.wings.etcd.tool`.
@NullMarked
package dev.casebook.wings.etcd.commands;

import org.jspecify.annotations.NullMarked;
