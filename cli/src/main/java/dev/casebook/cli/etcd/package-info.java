/// `casebook etcd`: one class a subcommand, all thin; what they show is made in
/// `dev.casebook.tools.etcd`.
@NullMarked
package dev.casebook.cli.etcd;

import org.jspecify.annotations.NullMarked;
