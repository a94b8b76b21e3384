package dev.casebook.wings.accounts.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.listener.LDAPListenerRequestHandler;
import com.unboundid.ldap.protocol.AddRequestProtocolOp;
import com.unboundid.ldap.protocol.AddResponseProtocolOp;
import com.unboundid.ldap.protocol.BindRequestProtocolOp;
import com.unboundid.ldap.protocol.BindResponseProtocolOp;
import com.unboundid.ldap.protocol.CompareRequestProtocolOp;
import com.unboundid.ldap.protocol.CompareResponseProtocolOp;
import com.unboundid.ldap.protocol.DeleteRequestProtocolOp;
import com.unboundid.ldap.protocol.DeleteResponseProtocolOp;
import com.unboundid.ldap.protocol.ExtendedRequestProtocolOp;
import com.unboundid.ldap.protocol.ExtendedResponseProtocolOp;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.ModifyDNRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyDNResponseProtocolOp;
import com.unboundid.ldap.protocol.ModifyRequestProtocolOp;
import com.unboundid.ldap.protocol.ModifyResponseProtocolOp;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import dev.casebook.wings.accounts.credentials.Outcome;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// One connection of an application: it binds as somebody, and searches. Nothing is changed by
/// LDAP.
///
/// A password comes in only over TLS, or from this machine; entries are shown only to whoever has
/// bound, but for the root entry, which tells what the server can do.
///
/// Source: RFC 4511, RFC 4513, RFC 2696 (paged results), RFC 4532 (who am I).
final class DirectoryHandler extends LDAPListenerRequestHandler {

  private final AtomicReference<EntryIndex> served;
  private final SignIns signIns;
  private final Complaints complaints;
  private final @Nullable LDAPListenerClientConnection connection;
  private String boundAs = "";

  /// The folder by which it was last found that whoever has bound may.
  private @Nullable Snapshot boundIn;

  DirectoryHandler(AtomicReference<EntryIndex> served, SignIns signIns, Complaints complaints) {
    this(served, signIns, complaints, null);
  }

  private DirectoryHandler(
      AtomicReference<EntryIndex> served,
      SignIns signIns,
      Complaints complaints,
      @Nullable LDAPListenerClientConnection connection) {
    this.served = served;
    this.signIns = signIns;
    this.complaints = complaints;
    this.connection = connection;
  }

  @Override
  public DirectoryHandler newInstance(LDAPListenerClientConnection client) {
    client.setUncaughtExceptionHandler((_, thrown) -> complaints.threadEnded(client, thrown));
    return new DirectoryHandler(served, signIns, complaints, client);
  }

  private LDAPListenerClientConnection client() {
    return Optional.ofNullable(connection).orElseThrow();
  }

  @Override
  public LDAPMessage processBindRequest(
      int id, BindRequestProtocolOp request, List<Control> controls) {
    boundAs = "";
    boundIn = signIns.snapshot();
    if (request.getCredentialsType() != BindRequestProtocolOp.CRED_TYPE_SIMPLE) {
      return bound(id, ResultCode.AUTH_METHOD_NOT_SUPPORTED, "only simple binds");
    }
    var password = Objects.requireNonNullElse(request.getSimplePassword(), new ASN1OctetString());
    if (request.getBindDN().isEmpty() && password.getValueLength() == 0) {
      return bound(id, ResultCode.SUCCESS, null);
    }
    if (password.getValueLength() == 0) {
      return bound(id, ResultCode.UNWILLING_TO_PERFORM, "a name without a password proves nothing");
    }
    if (!isPrivate()) {
      return bound(id, ResultCode.CONFIDENTIALITY_REQUIRED, "use StartTLS or ldaps");
    }
    return bind(id, request.getBindDN(), password);
  }

  private boolean isPrivate() {
    var socket = client().getSocket();
    InetAddress from = socket.getInetAddress();
    return socket instanceof SSLSocket || from.isLoopbackAddress();
  }

  private LDAPMessage bind(int id, String name, ASN1OctetString password) {
    var secret = new String(password.getValue(), StandardCharsets.UTF_8).toCharArray();
    try {
      var account = account(name);
      var outcome =
          signIns.begin(
              account,
              secret,
              new Question.Application(),
              "ldap " + client().getSocket().getInetAddress().getHostAddress());
      if (outcome != Outcome.ACCEPTED) {
        return bound(id, ResultCode.INVALID_CREDENTIALS, null);
      }
      boundAs = account;
      return bound(id, ResultCode.SUCCESS, null);
    } catch (IOException e) {
      return bound(id, ResultCode.UNAVAILABLE, "the journal can't be written");
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  /// The account that a name stands for; one that nobody has for anything else.
  private String account(String name) {
    try {
      return served
          .get()
          .entry(new DN(name))
          .map(entry -> entry.getAttributeValue("uid"))
          .orElse("");
    } catch (LDAPException e) {
      return "";
    }
  }

  /// Whether somebody has bound who may still: the folder may have changed since.
  private boolean isBound() {
    var now = signIns.snapshot();
    if (!boundAs.isEmpty() && boundIn != now) {
      if (!signIns.allows(boundAs, new Question.Application())) {
        boundAs = "";
      }
      boundIn = now;
    }
    return !boundAs.isEmpty();
  }

  private static LDAPMessage bound(int id, ResultCode code, @Nullable String message) {
    return new LDAPMessage(
        id, new BindResponseProtocolOp(code.intValue(), null, message, null, null));
  }

  @Override
  public LDAPMessage processSearchRequest(
      int id, SearchRequestProtocolOp request, List<Control> controls) {
    return new DirectorySearch(served.get(), client(), isBound()).answer(id, request, controls);
  }

  @Override
  public LDAPMessage processCompareRequest(
      int id, CompareRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(
        id, new CompareResponseProtocolOp(compared(request).intValue(), null, null, null));
  }

  private ResultCode compared(CompareRequestProtocolOp request) {
    if (!isBound()) {
      return ResultCode.INSUFFICIENT_ACCESS_RIGHTS;
    }
    try {
      var entry = served.get().entry(new DN(request.getDN()));
      if (entry.isEmpty()) {
        return ResultCode.NO_SUCH_OBJECT;
      }
      return entry
              .get()
              .hasAttributeValue(
                  request.getAttributeName(), request.getAssertionValue().stringValue())
          ? ResultCode.COMPARE_TRUE
          : ResultCode.COMPARE_FALSE;
    } catch (LDAPException e) {
      return e.getResultCode();
    }
  }

  @Override
  public LDAPMessage processExtendedRequest(
      int id, ExtendedRequestProtocolOp request, List<Control> controls) {
    if (request.getOID().equals(WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID)) {
      var who = isBound() ? "dn:uid=" + boundAs + ",ou=people," + served.get().base() : "";
      return new LDAPMessage(
          id, new ExtendedResponseProtocolOp(0, null, null, null, null, new ASN1OctetString(who)));
    }
    return new LDAPMessage(
        id,
        new ExtendedResponseProtocolOp(
            ResultCode.UNWILLING_TO_PERFORM_INT_VALUE,
            null,
            "not known: " + request.getOID(),
            null,
            null,
            null));
  }

  private static final String READ_ONLY = "the directory is changed in the folder of accounts";

  @Override
  public LDAPMessage processAddRequest(
      int id, AddRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(
        id,
        new AddResponseProtocolOp(
            ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, null, READ_ONLY, null));
  }

  @Override
  public LDAPMessage processDeleteRequest(
      int id, DeleteRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(
        id,
        new DeleteResponseProtocolOp(
            ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, null, READ_ONLY, null));
  }

  @Override
  public LDAPMessage processModifyRequest(
      int id, ModifyRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(
        id,
        new ModifyResponseProtocolOp(
            ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, null, READ_ONLY, null));
  }

  @Override
  public LDAPMessage processModifyDNRequest(
      int id, ModifyDNRequestProtocolOp request, List<Control> controls) {
    return new LDAPMessage(
        id,
        new ModifyDNResponseProtocolOp(
            ResultCode.UNWILLING_TO_PERFORM_INT_VALUE, null, READ_ONLY, null));
  }
}
