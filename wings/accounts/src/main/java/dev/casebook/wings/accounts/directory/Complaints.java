package dev.casebook.wings.accounts.directory;

import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerExceptionHandler;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.IOException;
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

  /// What ends a connection's thread leaves the connection open and in its place, such as filters
  /// in filters that are deeper than the stack: 4,096 of them would keep everybody else out.
  void threadEnded(LDAPListenerClientConnection connection, Throwable cause) {
    log.accept("ldap: a connection was ended by " + cause.getClass().getSimpleName());
    try {
      connection.close();
    } catch (IOException e) {
      log.accept("ldap: it could not be closed: " + e.getMessage());
    }
  }

  @Override
  public void connectionTerminated(LDAPListenerClientConnection connection, LDAPException cause) {
    // clients go as they come
  }
}
