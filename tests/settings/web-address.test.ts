import { describe, expect, it } from "vitest";
import { isLoopbackHost } from "../../settings/loopback.ts";
import { isInClear, problemOfWebAddress } from "../../settings/web-address.ts";

describe("a host", () => {
  it.each(["127.0.0.1", "127.8.9.10", "::1", "[::1]", "localhost", "LOCALHOST", "::ffff:127.0.0.1"])("%s stays on this machine", (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  it.each(["0.0.0.0", "::", "192.0.2.1", "127.0.0.1.example.org", "localhost.example.org", "010.0.0.1", ""])("%s does not", (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe("a web address in a settings file", () => {
  it.each(["https://hote", "http://192.0.2.1:8080", "https://[2001:db8::1]:8443/"])("may be %s", (address) => {
    expect(problemOfWebAddress(address, { mayHavePath: false })).toBeNull();
  });

  it.each([
    ["https://", "cette adresse n'est pas lisible ; attendu par exemple : https://hote:8443"],
    ["https://hote:99999", "cette adresse n'est pas lisible ; attendu par exemple : https://hote:8443"],
    ["https://nom:motdepasse@hote", "pas de nom ni de mot de passe dans l'adresse : ils ont leurs propres clés"],
    ["https://hote/?jeton=x", "pas de « ? » ni de « # » dans l'adresse"],
    ["https://hote/api", "pas de chemin après le nom de la machine"],
  ])("may not be %s", (address, problem) => {
    expect(problemOfWebAddress(address, { mayHavePath: false })).toBe(problem);
  });

  it("may have a path where a proxy stands in front", () => {
    expect(problemOfWebAddress("https://hote/vigie", { mayHavePath: true })).toBeNull();
  });

  it.each([
    ["http://192.0.2.1", true],
    ["http://collecteur.example", true],
    ["http://127.0.0.1:8080", false],
    ["http://[::1]:8080", false],
    ["https://collecteur.example", false],
  ])("%s can be read on the way: %s", (address, isReadable) => {
    expect(isInClear(address)).toBe(isReadable);
  });
});
