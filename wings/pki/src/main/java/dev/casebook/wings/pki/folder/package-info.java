/// Folders of authorities as easy-rsa and OpenSSL lay them out: where what lies, and the database.
@NullMarked
package dev.casebook.wings.pki.folder;

import org.jspecify.annotations.NullMarked;
