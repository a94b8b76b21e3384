package dev.casebook.wings.accounts.directory;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerExceptionHandler;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What goes wrong with connections, for a log.
final class Complaints implements LDAPListenerExceptionHandler {

  private final Consumer<String> log;

  Complaints(Consumer<String> log) {
    this.log = log;
  }

  @Override
  public void connectionCreationFailure(@Nullable Socket socket, Throwable cause) {
    log.accept("ldap: a connection could not be made: " + cause.getMessage());
  }

  @Override
  public void connectionTerminated(LDAPListenerClientConnection connection, LDAPException cause) {
    // clients go as they come
  }
}
