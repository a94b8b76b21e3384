Online status: Offline

Active servers:
LDAP: 127.0.0.1

Discovered LDAP servers:
- 127.0.0.1

