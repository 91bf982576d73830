import { describe, expect, it } from "vitest";
import { labelFr } from "../../../cli/fr-readings.ts";
import { labelInFrench, valueInFrench } from "../../../collector/web/reading-value.ts";
import { isReadingKind, readingKinds } from "../../../contract/reading-kinds.ts";
import { pageOf, plain, readingsOf } from "./endpoint-pages.ts";

describe("the last readings", () => {
  const told = (...readings: Parameters<typeof readingsOf>) =>
    pageOf({}, readingsOf(...readings)).readings.map(({ title, rows }) => [
      title,
      ...rows.map(({ label, value }) => plain(`${label} = ${value}`)),
    ]);

  it("stand by subject, what is asked first at the top", () => {
    expect(
      told(
        { kind: "kind_of_tomorrow", value: "mot" },
        { kind: "firmware", value: "ce9" },
        { kind: "service_state", instance: "sip-proxy-1", value: "ok" },
        { kind: "network_speed_bits_per_second", value: 1e9 },
        { kind: "uptime_seconds", value: 7_200 },
        { kind: "camera_state", instance: "Main", value: "ok" },
        { kind: "sip_registration", value: "registered" },
        { kind: "active_calls", value: 0 },
        { kind: "system_state", value: "ready" },
      ),
    ).toEqual([
      ["Appel", "Activité = prêt", "Appels en cours = 0"],
      ["Enregistrements", "Enregistrement SIP = enregistré"],
      ["Matériel de la salle", "Caméra « Main » = en ordre"],
      ["Réseau", "Débit du port réseau = 1 Gbit/s"],
      ["Services associés", "Serveur SIP 1 = en ordre"],
      ["Système", "En marche depuis = 2 h", "Micrologiciel = ce9"],
      ["Autres mesures", "kind_of_tomorrow = mot"],
    ]);
  });

  it.each(Object.keys(readingKinds).filter((kind) => !kind.startsWith("stream_")))("have a place for %s", (kind) => {
    expect(told({ kind, value: 1 }).map(([title]) => title)).not.toContain("Autres mesures");
  });

  it("say once what two channels say of the same part, and both where they differ", () => {
    const whole = { kind: "camera_state", value: "ok" };
    const part = (instance: string, value: string) => ({ kind: "camera_state", instance, value });

    expect(told(whole, part("1", "ok"), part("2", "ok"))).toEqual([
      ["Matériel de la salle", "Caméra n° 1 = en ordre", "Caméra n° 2 = en ordre"],
    ]);
    expect(told(whole, part("1", "failed"))).toEqual([["Matériel de la salle", "Caméra (ensemble) = en ordre", "Caméra n° 1 = en défaut"]]);
    expect(told(whole)).toEqual([["Matériel de la salle", "Caméra = en ordre"]]);
  });
});

describe("a reading in French", () => {
  it.each([
    ["service_state", "directory", "Service associé : répertoire"],
    ["service_state", "sip-proxy-2", "Service associé : serveur SIP 2"],
    ["service_state", "something-new", "Service associé : « something-new »"],
    ["camera_state", "1", "Caméra n° 1"],
    ["camera_state", "Main", "Caméra « Main »"],
    ["diagnostic_level", "HTTPFeedbackFailed", "Diagnostic « HTTPFeedbackFailed »"],
    ["touch_panel_state", null, "Tablette de commande"],
    ["stream_loss_ratio", "audio-in", "Perte de paquets, flux audio reçu"],
    ["kind_of_tomorrow", "x", "kind_of_tomorrow « x »"],
  ])("%s of %s is called as a person would", (kind, instance, label) => {
    expect(plain(labelInFrench(kind, instance))).toBe(label);
  });

  it.each(Object.keys(readingKinds).filter(isReadingKind))("calls %s what the probe calls it", (kind) => {
    expect(plain(labelInFrench(kind, null))).toBe(labelFr(kind, undefined));
  });

  it.each(["directory", "calendar", "provisioning", "presence", "syslog", "call-records", "software-update", "remote-control"])(
    "names the service %s as the probe does",
    (service) => {
      expect(plain(labelInFrench("service_state", service)).replace(" :", "")).toBe(labelFr("service_state", service));
    },
  );

  it.each([
    ["clock_offset_seconds", 0, "0 s"],
    ["clock_offset_seconds", -2, "−2 s"],
    ["clock_offset_seconds", 3_723, "+1 h 02"],
    ["data_age_seconds", 125, "2 min"],
    ["data_age_seconds", -30, "−30 s"],
    ["total_call_seconds", 31_536_000, "365 j"],
    ["snmp_uptime_seconds", 86_400, "1 j"],
    ["network_speed_bits_per_second", 100_000_000, "100 Mbit/s"],
    ["stream_loss_ratio", 0.123_45, "12,35 %"],
    ["last_shutdown_reason", "Upgrade", "Upgrade"],
  ])("%s %s is written %s", (kind, value, written) => {
    expect(plain(valueInFrench(kind, value))).toBe(written);
  });
});
