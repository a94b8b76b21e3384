package dev.casebook.wings.accounts.directory;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.listener.LDAPListenerClientConnection;
import com.unboundid.ldap.protocol.LDAPMessage;
import com.unboundid.ldap.protocol.SearchRequestProtocolOp;
import com.unboundid.ldap.protocol.SearchResultDoneProtocolOp;
import com.unboundid.ldap.protocol.SearchResultEntryProtocolOp;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlyEntry;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import com.unboundid.ldap.sdk.extensions.WhoAmIExtendedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One search of an application.
///
/// @param isBound whether somebody has bound: only the root entry is shown to others
record DirectorySearch(EntryIndex index, LDAPListenerClientConnection client, boolean isBound) {

  private static final int ENTRIES_MAX = 10_000;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

  LDAPMessage answer(int id, SearchRequestProtocolOp request, List<Control> controls) {
    try {
      if (request.getBaseDN().isEmpty() && request.getScope().intValue() == 0) {
        send(id, request, root());
        return done(id, ResultCode.SUCCESS, null);
      }
      if (!isBound) {
        return done(id, ResultCode.INSUFFICIENT_ACCESS_RIGHTS, "bind first");
      }
      var critical = controls.stream().filter(DirectorySearch::isUnknownAndCritical).findFirst();
      if (critical.isPresent()) {
        return done(
            id, ResultCode.UNAVAILABLE_CRITICAL_EXTENSION, "not known: " + critical.get().getOID());
      }
      var from = new DN(request.getBaseDN());
      if (!from.isDescendantOf(index.base(), true)) {
        return done(id, ResultCode.NO_SUCH_OBJECT, "all entries are under " + index.base());
      }
      if (index.entry(from).isEmpty()) {
        return done(id, ResultCode.NO_SUCH_OBJECT, null);
      }
      return search(id, request, from, page(controls));
    } catch (LDAPException e) {
      return done(id, e.getResultCode(), e.getMessage());
    }
  }

  private static boolean isUnknownAndCritical(Control control) {
    return control.isCritical()
        && !control.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID);
  }

  private static Optional<SimplePagedResultsControl> page(List<Control> controls)
      throws LDAPException {
    for (var control : controls) {
      if (control.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID)) {
        return Optional.of(page(control));
      }
    }
    return Optional.empty();
  }

  private static SimplePagedResultsControl page(Control control) throws LDAPException {
    try {
      return new SimplePagedResultsControl(
          control.getOID(), control.isCritical(), control.getValue());
    } catch (LDAPException e) {
      throw new LDAPException(
          ResultCode.PROTOCOL_ERROR, "the control of paged results can't be read", e);
    }
  }

  private LDAPMessage search(
      int id, SearchRequestProtocolOp request, DN from, Optional<SimplePagedResultsControl> page)
      throws LDAPException {
    int skipped = page.isPresent() ? offset(page.get()) : 0;
    int limit =
        request.getSizeLimit() == 0 ? ENTRIES_MAX : Math.min(request.getSizeLimit(), ENTRIES_MAX);
    int wanted = page.map(one -> Math.min(one.getSize(), limit)).orElse(limit);
    var counts = new int[2]; // met, sent
    boolean whole =
        index.search(
            from,
            request.getScope(),
            request.getFilter(),
            entry -> {
              if (counts[0]++ < skipped) {
                return true;
              }
              if (counts[1] == wanted) {
                return false;
              }
              counts[1]++;
              send(id, request, entry);
              return true;
            });
    if (page.isPresent()) {
      var cookie =
          whole
              ? new ASN1OctetString()
              : new ASN1OctetString(index.mark() + ":" + (skipped + counts[1]));
      return new LDAPMessage(
          id,
          new SearchResultDoneProtocolOp(0, null, null, null),
          new SimplePagedResultsControl(0, cookie));
    }
    return done(id, whole ? ResultCode.SUCCESS : ResultCode.SIZE_LIMIT_EXCEEDED, null);
  }

  /// Where a page begins: entries keep their order until the folder is read again.
  private int offset(SimplePagedResultsControl page) throws LDAPException {
    var cookie = page.getCookie();
    if (cookie == null || cookie.getValueLength() == 0) {
      return 0;
    }
    var text = cookie.stringValue();
    var ours = index.mark() + ":";
    if (text.startsWith(ours) && DIGITS.matcher(text.substring(ours.length())).matches()) {
      return Integer.parseInt(text.substring(ours.length()));
    }
    throw new LDAPException(
        ResultCode.UNWILLING_TO_PERFORM, "accounts have changed since the first page: ask anew");
  }

  private void send(int id, SearchRequestProtocolOp request, Entry entry) throws LDAPException {
    client.sendSearchResultEntry(id, new SearchResultEntryProtocolOp(chosen(request, entry)));
  }

  /// The attributes that were asked for; all but operational ones if none were.
  private static Entry chosen(SearchRequestProtocolOp request, Entry entry) throws LDAPException {
    var asked = request.getAttributes();
    Set<String> names = new HashSet<>();
    asked.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    if ((names.isEmpty() || names.contains("*")) && !request.typesOnly()) {
      return entry;
    }
    var chosen = new Entry(entry.getParsedDN());
    for (var attribute : entry.getAttributes()) {
      if (names.isEmpty()
          || names.contains("*")
          || names.contains(attribute.getName().toLowerCase(Locale.ROOT))) {
        if (request.typesOnly()) {
          chosen.addAttribute(new Attribute(attribute.getName()));
        } else {
          chosen.addAttribute(attribute);
        }
      }
    }
    return chosen;
  }

  private ReadOnlyEntry root() {
    var entry = new Entry(DN.NULL_DN);
    entry.addAttribute("objectClass", "top");
    entry.addAttribute("namingContexts", index.base().toString());
    entry.addAttribute("supportedLDAPVersion", "3");
    entry.addAttribute("supportedControl", SimplePagedResultsControl.PAGED_RESULTS_OID);
    entry.addAttribute("supportedExtension", WhoAmIExtendedRequest.WHO_AM_I_REQUEST_OID);
    entry.addAttribute("vendorName", "Casebook");
    return new ReadOnlyEntry(entry);
  }

  private static LDAPMessage done(int id, ResultCode code, @Nullable String message) {
    return new LDAPMessage(
        id, new SearchResultDoneProtocolOp(code.intValue(), null, message, null));
  }
}
