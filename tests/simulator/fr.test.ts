import { describe, expect, it } from "vitest";
import { words } from "../../simulator/fr.ts";
import type { CodecEvent } from "../../simulator/script.ts";

const told: readonly (readonly [CodecEvent, string])[] = [
  [{ does: "call", durationS: 1_205, lossRatio: 0.034, rollsOver: true }, "appel (H.323, puis SIP) de 20 min 05 s, 3,4 % de pertes"],
  [{ does: "missed-call" }, "appel manqué"],
  [{ does: "failed-call", cause: "rolled_over" }, "appel non abouti : nouvelle tentative par un autre protocole"],
  [{ does: "set-clock", aheadS: -600 }, "horloge en retard de 10 min"],
  [{ does: "hang-up" }, "fin d'appel"],
  [{ does: "reboot", silentS: 40 }, "redémarre (40 s)"],
  [{ does: "restart-snmp" }, "son agent SNMP redémarre, pas lui"],
  [{ does: "silence", channel: "snmp", durationS: 60 }, "ne répond plus en SNMP (1 min)"],
  [{ does: "wrong-password", channel: "http" }, "refuse le mot de passe par son interface web"],
  [{ does: "garbage" }, "répond n'importe quoi"],
  [{ does: "slow", answerAfterS: 3 }, "répond lentement"],
  [{ does: "lose-registration" }, "enregistrement SIP perdu"],
  [{ does: "unplug-camera" }, "caméra débranchée"],
  [{ does: "recover" }, "rétabli"],
];

describe("what happens to a simulated codec", () => {
  it.each(told)("%j is said in French", (event, sentence) => {
    expect(words.event("codec-0001", event).replaceAll(/\s/g, " ")).toBe(`codec-0001 : ${sentence}`);
  });
});
