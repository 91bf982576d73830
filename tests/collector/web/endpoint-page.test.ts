import { describe, expect, it } from "vitest";
import { overviewView } from "../../../collector/web/overview-view.ts";
import { detail } from "./detail-fixture.ts";
import { overviewWith, pageOf, plain, readingsOf } from "./endpoint-pages.ts";
import { channel, fixedNow } from "./fleet-fixture.ts";

const noFilter = { state: null, text: "", territory: null } as const;

describe("the ways to an endpoint", () => {
  it("are each said to answer, to be silent, to refuse, or not to be configured", () => {
    const channels = [channel("snmp", "silent"), channel("http", "refused"), channel("tcp", "answered"), channel("icmp", "not_configured")];

    expect(pageOf({ channels }).channels.map((row) => [plain(row.channel), row.stateWord])).toEqual([
      ["SNMP", "muet"],
      ["Interface web", "refusé"],
      ["Port TCP (témoin)", "répond"],
      ["Ping (témoin)", "non configuré"],
    ]);
  });

  it("come with what to do about them, and nothing where there is nothing to do", () => {
    const channels = [channel("snmp", "answered"), channel("http", "refused"), channel("tcp", "not_configured")];

    const [snmp, http, tcp] = pageOf({ channels }).channels;

    expect(plain(http?.advice)).toContain("vérifiez l'utilisateur et le mot de passe");
    expect(snmp?.advice).toBeNull();
    expect(tcp?.advice).toBeNull();
    expect(tcp?.tried.text).toBe("–");
  });

  it("say since when one refuses: it is not tried each time it is told as refused", () => {
    const channels = [channel("snmp", "answered"), channel("http", "refused")];
    const unseen = { channels, refusals: [{ channel: "http", since: null }] } as const;

    expect(pageOf({ channels }).channels.map(({ tried }) => plain(tried.text))).toEqual(["à l'instant", "refusé depuis 12 min"]);
    expect(pageOf(unseen).channels.map(({ tried }) => tried.text)).toEqual(["à l’instant", "–"]);
  });

  it("mark the endpoint in the overview where one that speaks refuses, though the codec works", () => {
    const refusing = { channels: [channel("snmp", "answered"), channel("http", "refused")] };
    const closedPort = { channels: [channel("snmp", "answered"), channel("tcp", "refused")] };
    const longAgo = { channels: [{ ...channel("http", "refused"), isCurrent: false }] };

    const view = overviewView(overviewWith(refusing, closedPort, longAgo), noFilter, fixedNow);

    expect(view.territories[0]?.sites[0]?.endpoints.map(({ refused }) => plain(refused))).toEqual(["accès refusé", "", ""]);
  });

  it("count, site by site, the codecs that could be anybody", () => {
    const counted = (...tls: (string | null)[]) =>
      plain(overviewView(overviewWith(...tls.map((one) => ({ tls: one }))), noFilter, fixedNow).territories[0]?.sites[0]?.unverified);

    expect(counted("accepted", "clear", "verified", null)).toBe("identité non vérifiée : 2 équipements");
    expect(counted("pinned", "verified", null)).toBe("");
  });
});

describe("what somebody should look at", () => {
  it("is said in sentences, though none of it makes the endpoint degraded", () => {
    expect(pageOf({ renewsCertificate: false }).attention.map(plain)).toEqual([
      "L'identité de l'équipement n'est pas vérifiée : son certificat est accepté sans contrôle. Déclarez son empreinte dans la configuration de l'agent.",
      "L'horloge de l'équipement avance de 1 h 02 : les heures de ses appels sont corrigées d'autant.",
      "L'équipement ne suit plus son serveur de temps.",
      "Le journal d'appels ne rejoint plus celui lu auparavant : des appels ont pu être perdus entre-temps.",
      "Service associé en défaut : répertoire. L'équipement reste utilisable.",
      "Diagnostic de l'équipement (avertissement) : « HTTPFeedbackFailed ».",
      "Diagnostic de l'équipement (erreur) : « CameraSoftwareVersion ».",
    ]);
  });

  it.each([
    [1, /refuse à notre compte un document de son interface web.* Donnez à ce compte, sur l'équipement, un rôle qui le lit/],
    [3, /refuse à notre compte 3 documents de son interface web.* Donnez à ce compte, sur l'équipement, un rôle qui les lit/],
  ])("is what our account may not read (%i): what is missing and the role to give, as long as it lasts", (value, told) => {
    const reading = { kind: "forbidden_documents", value } as const;

    expect(plain(pageOf({}, readingsOf(reading)).attention[0])).toMatch(told);
    expect(pageOf({}, readingsOf({ ...reading, observedAt: fixedNow - 86_400_000 })).attention).toEqual([]);
  });

  it("is a channel that refuses us: what is lost, since when, what to do; and who it is stays to be verified", () => {
    const channels = [channel("snmp", "answered"), channel("http", "refused")];
    const hourOld = readingsOf({ kind: "tls_state", value: "accepted", observedAt: fixedNow - 3_600_000 });

    const { attention, sentence } = pageOf({ channels, tls: "accepted" }, hourOld);

    expect(plain(sentence)).toBe("Répond, mais refuse l'accès à une partie de ses mesures.");
    expect(attention).toHaveLength(2);
    expect(plain(attention[0])).toMatch(
      /^L'interface web refuse l'accès depuis 12 min \(23\/11\/2026 13:53\) : ce que l'équipement ne dit que par elle, .* n'est plus lu\. Vérifiez .*une fois par heure/,
    );
    expect(plain(attention[1])).toContain("L'identité de l'équipement n'est pas vérifiée");
  });

  it.each([
    [null, /Déclarez son empreinte .* ; sur un Poly \(Studio X, G7500, RealPresence Group\), qui en change à chaque redémarrage/],
    [true, /en change à chaque redémarrage, une empreinte ne servirait donc à rien : installez-y un certificat signé/],
  ])("is a certificate nobody verifies, with what helps its family (%s)", (renewsCertificate, advice) => {
    const { attention } = pageOf({ renewsCertificate, tls: "accepted" }, readingsOf({ kind: "tls_state", value: "accepted" }));

    expect(plain(attention[0])).toMatch(advice);
  });

  it.each([
    ["changed", /certificat n'est pas celui .* Vérifiez d'abord que c'est bien cet équipement/],
    ["renewed", /certificat a changé, ce que cette famille fait à chaque redémarrage\. .* Retirez l'empreinte/],
    ["untrusted", /signé par aucune autorité connue.* Installez/],
    ["too_old", /chiffrement trop ancien.* Mettez l'équipement à jour ; .*http\.tlsMinimum/],
  ] as const)("is a web interface that we do not trust (%s): the cause, and what to do, without a word on accounts", (tlsRefusal, told) => {
    const channels = [channel("snmp", "answered"), channel("http", "refused")];
    const { attention, channels: rows } = pageOf({ channels, tlsRefusal, tls: "pinned" }, readingsOf());

    expect(attention).toHaveLength(1);
    expect(plain(attention[0])).toMatch(told);
    expect(plain(attention[0])).toMatch(/depuis 12 min .*Aucun mot de passe n'a été envoyé\..*toutes les dix minutes\.$/);
    expect([...attention, ...rows.map(({ advice }) => advice ?? "")].join(" ")).not.toMatch(/utilisateur|compte|identifiants/);
  });

  it("is not a channel that answers again", () => {
    expect(pageOf({}, readingsOf()).attention).toEqual([]);
    expect(pageOf({}).sentence).toBe("Répond normalement.");
  });

  it.each([
    ["a clock a few seconds off", { kind: "clock_offset_seconds", value: -5 }],
    ["a verified certificate", { kind: "tls_state", value: "verified" }],
    ["data refreshed minutes ago", { kind: "data_age_seconds", value: 600 }],
    ["a history that joins up", { kind: "history_state", value: "continuous" }],
    ["what was so yesterday", { kind: "tls_state", value: "clear", observedAt: fixedNow - 86_400_000 }],
  ])("is not %s", (_what, reading) => {
    expect(pageOf({}, readingsOf(reading)).attention).toEqual([]);
  });

  it("is a clock that is late, and data the codec does not refresh", () => {
    const late = readingsOf({ kind: "clock_offset_seconds", value: -90 }, { kind: "data_age_seconds", value: 10_800 });

    expect(pageOf({}, late).attention.map(plain)).toEqual([
      "L'horloge de l'équipement retarde de 1 min : les heures de ses appels sont corrigées d'autant.",
      "Ce que dit l'équipement date de 3 h : il ne rafraîchit plus ses données.",
    ]);
  });
});

describe("the streams of a call", () => {
  it("stand in one table while the call goes on, sound first, with what the codec tells and nothing else", () => {
    const streams = pageOf({ isInCall: true }).streams;

    expect(streams?.columns.map(plain)).toEqual(["Perte", "Gigue", "Délai aller-retour", "Débit", "Images", "Définition"]);
    expect(streams?.rows.map(({ stream, cells }) => [stream, ...cells.map((cell) => (cell === null ? null : plain(cell)))])).toEqual([
      ["Audio reçu", "0,4 %", "12 ms", null, "64 kbit/s", null, null],
      ["Audio émis", "< 0,01 %", "2 ms", null, "64 kbit/s", null, null],
      ["Vidéo reçue", "3,42 %", "31,4 ms", "86 ms", "1,2 Mbit/s", "29,5 i/s", "1920 × 1080"],
      ["Présentation reçue", "0 %", "4 ms", null, "768 kbit/s", null, null],
    ]);
  });

  it("are gone with the call, and when nobody has read them lately", () => {
    const old = readingsOf({ kind: "stream_loss_ratio", instance: "audio-in", value: 0.1, observedAt: fixedNow - 600_000 });

    expect(pageOf({ isInCall: false }).streams).toBeNull();
    expect(pageOf({ isInCall: null }).streams).toBeNull();
    expect(pageOf({ isInCall: true }, old).streams).toBeNull();
  });

  it("are not repeated among the other readings", () => {
    expect(
      pageOf({ isInCall: true })
        .readings.flatMap(({ rows }) => rows)
        .filter(({ label }) => label.includes("flux")),
    ).toEqual([]);
  });
});

describe("the last restarts", () => {
  it("say what restarted, how long it had run, and which polls prove it", () => {
    expect(pageOf({}).restarts.map(({ at, what, before, proof }) => [at.text, what, before, proof].map(plain))).toEqual([
      ["23/11/2026 08:05", "équipement", "12 j", "23/11/2026 08:04 – 08:06"],
      ["21/11/2026 22:05", "agent SNMP seul", "12 j", "21/11/2026 22:04 – 22:06"],
      ["06/11/2026 22:05", "équipement ou agent SNMP", "12 j", "06/11/2026 22:04 – 22:06"],
    ]);
  });

  it("are explained once, where one of them cannot be told from a restart of the SNMP agent", () => {
    const { restarts } = detail();

    expect(pageOf({}).areRestartsAmbiguous).toBe(true);
    expect(pageOf({}, { ...detail(), restarts: restarts.slice(0, 2) }).areRestartsAmbiguous).toBe(false);
  });
});

describe("a page that could be anybody's to read", () => {
  it("tells of calls how many there were, and the day of the last that worked, and nothing else", () => {
    const { facts } = pageOf({});

    expect(facts.filter(({ label }) => label.includes("ppel")).map(({ label, value }) => [label, plain(value)])).toEqual([
      ["Appel", "aucun en cours"],
      ["Appels aboutis relevés", "1 234"],
      ["Dernière preuve par un appel", "20 novembre 2026"],
    ]);
  });
});

describe("what is folded", () => {
  const summaries = (...readings: Parameters<typeof readingsOf>) =>
    pageOf({}, readingsOf(...readings)).readings.map(({ id, summary }) => [id, plain(summary)]);

  it("says how many readings there are, and first which of them are wrong, two at most", () => {
    expect(
      summaries(
        { kind: "camera_state", instance: "1", value: "ok" },
        { kind: "camera_state", instance: "2", value: "failed" },
        { kind: "temperature_state", value: "high" },
        { kind: "diagnostic_level", instance: "A", value: "critical" },
        { kind: "diagnostic_level", instance: "B", value: "error" },
      ),
    ).toEqual([
      ["room", "Caméra n° 2 : en défaut · 2 mesures"],
      ["system", "Température (avis du codec) : élevée · Diagnostic « A » : critique · 3 mesures"],
    ]);
    expect(summaries({ kind: "sip_registration", value: "registered" })).toEqual([["registration", "1 mesure"]]);
  });

  it("says since when there are states, and how many of each, worst first", () => {
    expect(plain(pageOf({}).intervalsSummary)).toMatch(
      /^\d+ états depuis le \d\d\/\d\d\/\d{4} \d\d:\d\d : 1 indisponible – équipement, .+ disponibles$/,
    );
  });
});

describe("a codec that forgets its calls when it restarts", () => {
  it("is told beside its restarts, and is no point of attention", () => {
    const forgetful = pageOf({}, readingsOf({ kind: "history_keeping", value: "lost_at_restart" }));

    expect(forgetful.areCallsLostAtRestart).toBe(true);
    expect(forgetful.attention).toEqual([]);
    expect(pageOf({}, readingsOf({ kind: "history_keeping", value: "kept" })).areCallsLostAtRestart).toBe(false);
  });
});
