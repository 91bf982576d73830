import { describe, expect, it } from "vitest";
import { sysDescrOid } from "../../../agent/drivers/mib2.ts";
import { polyHdx } from "../../../agent/drivers/poly-hdx.ts";

const context = { nowMs: 0, zone: "Europe/Paris", ignoredDiagnostics: new Set<string>() };
const sysDescr = polyHdx.inventory?.scalars?.find(({ oid }) => oid === sysDescrOid);

describe("the model of an HDX whose web interface refuses us", () => {
  it.each(["Polycom HDX 8000 HD", "VSX 7000s"])("is its description where that names one: %s", (says) => {
    expect(sysDescr?.toReading(says, context)).toEqual({ kind: "model", value: says });
  });

  it("is the model alone, whatever was typed after it", () => {
    expect(sysDescr?.toReading("HDX 8000 HD, bureau de Mme Exemple", context)).toEqual({ kind: "model", value: "HDX 8000 HD" });
  });

  it.each(["Videoconferencing Device", "Salle du conseil", "Ancien HDX 8000"])("is not known from what anybody may write: %s", (says) => {
    expect(sysDescr?.toReading(says, context)).toBeNull();
  });
});
