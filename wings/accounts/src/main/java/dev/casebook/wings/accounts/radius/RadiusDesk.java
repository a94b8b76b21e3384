package dev.casebook.wings.accounts.radius;

import dev.casebook.formats.network.IpNetwork;
import dev.casebook.wings.accounts.credentials.Outcome;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.VpnAccess;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a request is answered: accept, reject, or ask for a code. Requests that no client of these
/// may have sent are left without an answer.
final class RadiusDesk {

  private final SignIns signIns;
  private final Challenges challenges = new Challenges();

  RadiusDesk(SignIns signIns) {
    this.signIns = signIns;
  }

  /// What a request gets: a packet, or nothing for a reason.
  sealed interface Reply {}

  record Sent(byte[] packet) implements Reply {}

  /// @param why what the request is: `of code 4, which is not spoken here`
  record Silence(String why) implements Reply {}

  Reply answer(Client client, Packet request) throws IOException {
    if (request.code() != Packet.ACCESS_REQUEST && request.code() != Packet.STATUS_SERVER) {
      return new Silence("of code " + request.code() + ", which is not spoken here");
    }
    var authenticated = client.secret().authenticates(request);
    boolean isEap = request.count(Attribute.EAP_MESSAGE) > 0;
    boolean mayBeBare =
        client.row().isLegacy() && !isEap && request.code() == Packet.ACCESS_REQUEST;
    if (!authenticated.orElse(mayBeBare)) {
      return new Silence("without a right Message-Authenticator");
    }
    return new Sent(
        request.code() == Packet.STATUS_SERVER
            ? sealed(client, Packet.ACCESS_ACCEPT, request, List.of())
            : signIn(client, request));
  }

  private byte[] signIn(Client client, Packet request) throws IOException {
    var name = request.first(Attribute.USER_NAME).map(Attribute::text).orElse("");
    var hidden = request.first(Attribute.USER_PASSWORD).map(Attribute::value);
    var password =
        hidden.flatMap(value -> client.secret().password(value, request.authenticator()));
    if (name.isEmpty() || password.isEmpty()) {
      return rejected(client, request, "only PAP is spoken here");
    }
    var secret = characters(password.get());
    if (secret.isEmpty()) {
      return rejected(client, request, "");
    }
    var goal = goal(client);
    var by = "radius " + client.row().name();
    var state = request.first(Attribute.STATE).map(Attribute::value);
    try {
      if (state.isPresent()) {
        if (!challenges.end(state.get(), name, client.row().name())) {
          return rejected(client, request, "too late, or not asked for");
        }
        return told(client, request, name, signIns.code(name, new String(secret.get()), goal, by));
      }
      return told(client, request, name, signIns.begin(name, secret.get(), goal, by));
    } finally {
      Arrays.fill(secret.get(), '\0');
    }
  }

  private static Question.Goal goal(Client client) {
    return client.row().host().isEmpty()
        ? new Question.Vpn()
        : new Question.SignIn(client.row().host(), client.row().service());
  }

  private static Optional<char[]> characters(byte[] utf8) {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      var characters = new char[text.remaining()];
      text.get(characters);
      return Optional.of(characters);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private byte[] told(Client client, Packet request, String name, Outcome outcome) {
    return switch (outcome) {
      case ACCEPTED -> sealed(client, Packet.ACCESS_ACCEPT, request, granted(client, name));
      case CODE_NEEDED ->
          sealed(
              client,
              Packet.ACCESS_CHALLENGE,
              request,
              List.of(
                  new Attribute(Attribute.STATE, challenges.begin(name, client.row().name())),
                  Attribute.text(Attribute.REPLY_MESSAGE, "Code: ")));
      case PASSWORD_TOO_OLD -> rejected(client, request, "the password is too old: change it");
      case NO_TOKEN -> rejected(client, request, "a token is needed and there is none");
      case WRONG, NOT_ALLOWED, LOCKED -> rejected(client, request, "");
    };
  }

  private static byte[] rejected(Client client, Packet request, String why) {
    return sealed(
        client,
        Packet.ACCESS_REJECT,
        request,
        why.isEmpty() ? List.of() : List.of(Attribute.text(Attribute.REPLY_MESSAGE, why)));
  }

  /// What the person gets, from the person's own row.
  private List<Attribute> granted(Client client, String name) {
    var attributes = new ArrayList<Attribute>();
    if (client.row().host().isEmpty()
        && signIns.snapshot().company().accounts().get(name) instanceof Person person) {
      person.vpn().ifPresent(vpn -> vpn(vpn, attributes));
    }
    signIns
        .snapshot()
        .groupsOf(name)
        .forEach(group -> attributes.add(Attribute.text(Attribute.CLASS, group)));
    return attributes;
  }

  private static void vpn(VpnAccess vpn, List<Attribute> attributes) {
    vpn.addresses().stream()
        .filter(one -> one.address().isV4())
        .findFirst()
        .ifPresent(one -> {
          attributes.add(Attribute.address(Attribute.FRAMED_IP_ADDRESS, one.address()));
          attributes.add(mask(one.network()));
        });
    int number = 1;
    for (var acl : vpn.acls()) {
      attributes.add(Attribute.ciscoPair("ip:inacl#%d=%s".formatted(number++, acl)));
    }
  }

  private static Attribute mask(IpNetwork network) {
    int mask = network.length() == 0 ? 0 : -1 << (32 - network.length());
    return new Attribute(
        Attribute.FRAMED_IP_NETMASK, ByteBuffer.allocate(Integer.BYTES).putInt(mask).array());
  }

  /// An answer with the proxy's own marks, as far as a packet has room.
  private static byte[] sealed(
      Client client, int code, Packet request, List<Attribute> attributes) {
    var all = new ArrayList<Attribute>();
    int room = Packet.BYTES_MAX - Packet.HEADER_BYTES - 18;
    var marks =
        request.attributes().stream().filter(one -> one.type() == Attribute.PROXY_STATE).toList();
    for (var mark : marks) {
      room -= mark.value().length + 2;
    }
    for (var attribute : attributes) {
      room -= attribute.value().length + 2;
      if (room < 0) {
        break;
      }
      all.add(attribute);
    }
    all.addAll(marks);
    return client.secret().answer(code, request, all);
  }
}
