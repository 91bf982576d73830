/** What has to be done on a codec, by hand, before it can be watched: Vigie changes nothing there. */
export interface Preparation {
  readonly families: readonly string[];
  /** A sentence that begins with what it is about. */
  readonly todo: string;
  readonly source: string;
  readonly isUnverified?: true;
}

const plain: readonly string[] = ["lifesize", "sony-pcs", "yealink-vc", "huawei-te", "aver-svc", "starleaf", "vidyo-room", "aethra"];

const cisco: readonly Preparation[] = [
  {
    families: ["cisco-ce"],
    todo: "User: a local account for Vigie alone, role User, with a passphrase of its own; never the one of an administrator. Where vigie probe is refused, add the role Admin, which the guides ask for some places (a few want Integrator): which is the least for the list of calls is not known",
    source: "API guides: status is read with the roles User or Admin, some places with Integrator",
    isUnverified: true,
  },
  {
    families: ["cisco-ce"],
    todo: "First passphrase: RoomOS 11.27.2 and later want it changed at the first sign-in, so sign in once by hand as that user; a codec of RoomOS 11 without any passphrase places no call at all, watched or not",
    source: "release notes of RoomOS 11",
  },
  {
    families: ["cisco-ce"],
    todo: "HTTPS: open by default (NetworkServices HTTP Mode); TC has HTTP on port 80 as well, and TLS too old for today: http.tlsMinimum then, for that codec alone",
    source: "roomos.cisco.com, HttpApi; configurations recorded on CE 9.1 to CE 10.9",
  },
  {
    families: ["cisco-ce"],
    todo: "SNMP: off by default since CE 9.15 (Mode Off, no community); up to CE 9.6 it was ReadOnly with the community public. Switch it on ReadOnly with a community of your own, or leave it off and write channels: [http], which loses nothing but the uptime of its SNMP agent",
    source: "configurations recorded on CE 9.1, 9.6, 9.15 and 10.9",
  },
  {
    families: ["cisco-ce"],
    todo: "SNMPv3, RoomOS 10.15.2 and later: authentication and encryption, SHA-224, 256, 384 or 512 with AES; MD5, SHA-1 and DES are gone, and authentication alone too. With an empty community only v3 is left. In the inventory: authProtocol sha224 to sha512, privProtocol aes",
    source: "release notes of RoomOS 10",
  },
  {
    families: ["cisco-ce"],
    todo: "SIP and H.323 both on: RoomOS 10 and 11 do not support it and say so in a diagnostic message for ever. Switch one off, or put the type of that message (vigie probe shows it) in ignoredDiagnostics",
    source: "release notes of RoomOS 10 and 11",
  },
  {
    families: ["cisco-ce"],
    todo: "Call history: Security Persistency CallHistory should be Persistent, or each restart forgets the calls that were not read yet; the reading history_keeping tells",
    source: "configuration recorded on CE 9.6",
  },
  {
    families: ["tandberg-mxp"],
    todo: "Web and SNMP: what is on by default is not known. A password for the web interface, a community for SNMP (v2c), read-only where it can be chosen; it has no TLS of today: http.tlsMinimum, or http:// in a network of its own",
    source: "no MXP was recorded",
    isUnverified: true,
  },
  {
    families: ["cisco-cts"],
    todo: "SNMP: v2c with a read-only community, or v3 with authentication and encryption; everything is read there, and nothing over the web",
    source: "CISCO-TELEPRESENCE-MIB and -CALL-MIB; where it is set was not recorded",
    isUnverified: true,
  },
];

const poly: readonly Preparation[] = [
  {
    families: ["poly-videoos"],
    todo: "User: a local account for Vigie alone. Which role is enough for the REST interface is not known: begin with the plain one; vigie probe says refused where it is not",
    source: "no document that was read says it",
    isUnverified: true,
  },
  {
    families: ["poly-videoos"],
    todo: "Sessions and lock-out: 25 sessions on a Group, 50 on a Studio X, each ending after 10 minutes of silence; ten wrong passwords in a minute lock the door. Vigie keeps one session, closes it, and leaves a codec that refuses alone for an hour",
    source: "configurations recorded on a Group 500 and a Studio X30",
  },
  {
    families: ["poly-videoos"],
    todo: "SNMP: off by default, and v3 only once it is on: SHA with AES-128 (authProtocol sha, privProtocol aes). v1 and v2c have switches of their own, which can stay off; UDP has to be on",
    source: "configurations recorded on a Group (6.2.2) and a Studio X30 (3.10)",
  },
  {
    families: ["poly-videoos"],
    todo: "Certificate: the one it signs itself is another one after each restart: a fingerprint would refuse the codec. Install one signed by an authority of yours, or leave it unverified, which the status page tells",
    source: "code that talks to it (AVI-SPL)",
    isUnverified: true,
  },
  {
    families: ["poly-hdx"],
    todo: "SNMP: v1 and v2c only: a read-only community of your own in the place of public. A VSX has nothing else",
    source: "HDX Administrator's Guide",
  },
  {
    families: ["poly-hdx"],
    todo: "Web: the password of remote access, by Digest; its TLS is too old for today: http.tlsMinimum, for that codec alone",
    source: "answers recorded from an HDX 9006; whether an account with fewer rights may read the call records is not known",
    isUnverified: true,
  },
  {
    families: ["poly-hdx"],
    todo: "Call records: its file holds 50 kB, about 150 calls, and a second archive overwrites the first. Read every ten minutes, nothing is lost; what was saved before can be taken over by vigie calls import",
    source: "HDX Administrator's Guide, 11-10",
  },
];

const others: readonly Preparation[] = [
  {
    families: ["logitech-collabos"],
    todo: "Local interface: CollabOS 1.10 or later, switched on, with the name and password that it asks for then; where it is set and which rights it gives are not known",
    source: "code that talks to it (AVI-SPL)",
    isUnverified: true,
  },
  {
    families: [...plain, "generic-mib2"],
    todo: "SNMP: v3 with authentication and encryption where the device has it, else v2c with a read-only community. Without SNMP: reach, which tells that a machine is there",
    source: "nothing of these devices was recorded",
    isUnverified: true,
  },
];

export const preparations: readonly Preparation[] = [...cisco, ...poly, ...others];
