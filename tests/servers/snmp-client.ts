import snmp from "net-snmp";

/** SNMPv3 authPriv user, in the words of both net-snmp programs. Pass phrases have at least 8 characters. */
export interface SnmpV3User {
  readonly name: string;
  readonly authProtocol: "SHA" | "SHA-256";
  readonly authPassword: string;
  readonly privProtocol: "AES";
  readonly privPassword: string;
}

export type SnmpCredentials = { readonly community: string } | { readonly user: SnmpV3User; readonly context?: string };

/** Time for who must not answer, or is asked again. Who must answer is waited for much longer. */
export const shortWaitMs = 500;

/** One GET, for the readiness of servers and their tests. Null when nothing answers; text as a string, numbers as numbers. */
export function snmpGet(port: number, credentials: SnmpCredentials, oid: string, timeout = 20_000): Promise<string | number | null> {
  const options = { port, timeout, retries: 0 };
  const session =
    "community" in credentials
      ? snmp.createSession("127.0.0.1", credentials.community, { ...options, version: snmp.Version2c })
      : snmp.createV3Session("127.0.0.1", v3User(credentials.user), {
          ...options,
          version: snmp.Version3,
          context: credentials.context ?? "",
        });
  return new Promise((resolve) => {
    const settle = (value: string | number | null): void => {
      session.close();
      resolve(value);
    };
    session.on("error", () => settle(null));
    session.get([oid], (error, varbinds) => {
      settle(error === null ? plainValue(varbinds?.[0]?.value) : null);
    });
  });
}

function plainValue(value: unknown): string | number | null {
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  return typeof value === "number" || typeof value === "string" ? value : null;
}

function v3User(user: SnmpV3User): snmp.User {
  return {
    name: user.name,
    level: snmp.SecurityLevel.authPriv,
    authProtocol: user.authProtocol === "SHA" ? snmp.AuthProtocols.sha : snmp.AuthProtocols.sha256,
    authKey: user.authPassword,
    privProtocol: snmp.PrivProtocols.aes,
    privKey: user.privPassword,
  };
}
