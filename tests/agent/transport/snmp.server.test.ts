import { afterAll, beforeAll, expect, it } from "vitest";
import type { SnmpAuthProtocol, SnmpSettings } from "../../../agent/poll/endpoint-settings.ts";
import { newTransportCounters } from "../../../agent/transport/counters.ts";
import { SnmpChannel } from "../../../agent/transport/snmp.ts";
import { describeWithServers } from "../../servers/requirements.ts";
import { type Snmpd, startSnmpd } from "../../servers/snmpd.ts";
import { secret } from "../recorded-codec.ts";

const sysName = "1.3.6.1.2.1.1.5.0";
const nothingThere = "1.3.6.1.4.1.13885.101.1.1.4.0";

describeWithServers(["snmpd"], "asking a real snmpd", () => {
  let snmpd: Snmpd;
  beforeAll(async () => {
    snmpd = await startSnmpd({ sysName: "salle-du-conseil" });
  });
  afterAll(() => snmpd.stop());

  async function ask(snmp: SnmpSettings, { host = "127.0.0.1", timeoutMs = 20_000 } = {}) {
    const channel = new SnmpChannel({ host, snmp, timeoutMs, retries: 0 }, newTransportCounters());
    const answers = [await channel.get([sysName, nothingThere]), await channel.get([sysName])];
    channel.close();
    return answers;
  }

  const v2c = (community: string): SnmpSettings => ({ version: "2c", port: snmpd.port, community: secret(community) });

  function v3(order: number, change: Partial<Record<"user" | "auth" | "priv", string>> = {}): SnmpSettings {
    const user = snmpd.users[order];
    if (user === undefined) throw new Error("snmpd has no such user");
    const authProtocol: SnmpAuthProtocol = user.authProtocol === "SHA" ? "sha" : "sha256";
    return {
      version: "3",
      port: snmpd.port,
      user: change.user ?? user.name,
      authProtocol,
      authPassword: secret(change.auth ?? user.authPassword),
      privProtocol: "aes",
      privPassword: secret(change.priv ?? user.privPassword),
    };
  }

  const good = [
    { outcome: "answered", values: ["salle-du-conseil", null], dropped: 0 },
    { outcome: "answered", values: ["salle-du-conseil"], dropped: 0 },
  ];

  it("reads by v2c, and a missing node is no value", async () => {
    expect(await ask(v2c(snmpd.community))).toEqual(good);
    expect(await ask(v2c(snmpd.community), { host: "localhost" })).toEqual(good);
  });

  it("is silent to a wrong community: v2c cannot say more", async () => {
    expect(await ask(v2c("autre"), { timeoutMs: 500 })).toMatchObject([{ outcome: "silent" }, { outcome: "silent" }]);
  });

  it.each([
    ["SHA-1", 0],
    ["SHA-256", 1],
  ])("reads by v3, signed by %s and encrypted by AES", async (_, order) => {
    expect(await ask(v3(order))).toEqual(good);
  });

  it.each([
    ["an unknown user", { user: "inconnu" }, "usm_unknown_user_name", 20_000],
    ["a wrong signing password", { auth: "pas-le-bon-mot" }, "usm_wrong_digest", 20_000],
    // It says who it is, and nothing after that.
    ["a wrong encryption password", { priv: "pas-le-bon-mot" }, "usm_ignored", 2_000],
  ])("refuses %s, each time", async (_, change, note, timeoutMs) => {
    const refusal = { outcome: "refused", note };

    expect(await ask(v3(1, change), { timeoutMs })).toMatchObject([refusal, refusal]);
  });

  it("walks a table of this machine", async () => {
    const channel = new SnmpChannel(
      { host: "127.0.0.1", snmp: v2c(snmpd.community), timeoutMs: 20_000, retries: 0 },
      newTransportCounters(),
    );
    const answer = await channel.walk(["1.3.6.1.2.1.2.2.1.2", "1.3.6.1.2.1.2.2.1.3"]);
    channel.close();

    const [names, types] = answer.outcome === "answered" ? answer.values : [];
    expect([...(names?.values() ?? [])]).toContain("lo");
    expect(types?.size).toBe(names?.size);
  });
});
