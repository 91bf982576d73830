import { createHash, randomBytes } from "node:crypto";
import type { Credentials, Door, HttpAnswer } from "../families/family.ts";

const realm = "Polycom HDX";
const nonceLastsMs = 300_000;

/** RFC 2617 with MD5, as machines of its time have it. A nonce counts its uses, so that an answer overheard serves nobody. */
export function digestDoor({ user, password }: Credentials): Door {
  const nonces = new Map<string, { readonly givenMs: number; uses: number }>();
  const challenge = (nowMs: number, isStale: boolean): HttpAnswer => {
    for (const [nonce, { givenMs }] of nonces) if (nowMs - givenMs > nonceLastsMs) nonces.delete(nonce);
    const nonce = randomBytes(16).toString("hex");
    nonces.set(nonce, { givenMs: nowMs, uses: 0 });
    const words = [`realm="${realm}"`, 'qop="auth"', `nonce="${nonce}"`, "algorithm=MD5", ...(isStale ? ["stale=true"] : [])];
    return { ...refusal, headers: { "www-authenticate": `Digest ${words.join(", ")}` } };
  };
  return {
    answer({ method, url, headers, nowMs, isBarred }) {
      const said = parametersOf(headers["authorization"] ?? "");
      const given = nonces.get(said.get("nonce") ?? "");
      const isRight = said.get("username") === user && said.get("uri") === url && said.get("response") === expected(said, method);
      if (!isRight || isBarred) return challenge(nowMs, false);
      const uses = Number.parseInt(said.get("nc") ?? "", 16);
      if (given === undefined || nowMs - given.givenMs > nonceLastsMs || !(uses > given.uses)) return challenge(nowMs, true);
      given.uses = uses;
      return null;
    },
    forget: () => nonces.clear(),
  };

  function expected(said: ReadonlyMap<string, string>, method: string): string {
    const word = (name: string): string => said.get(name) ?? "";
    const owner = md5(`${user}:${realm}:${password}`);
    return md5([owner, word("nonce"), word("nc"), word("cnonce"), word("qop"), md5(`${method}:${word("uri")}`)].join(":"));
  }
}

function parametersOf(header: string): ReadonlyMap<string, string> {
  const found = header.startsWith("Digest ") ? header.matchAll(/(\w+)=(?:"([^"]*)"|([^\s,]+))/g) : [];
  return new Map([...found].map(([, name = "", quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ""]));
}

const md5 = (text: string): string => createHash("md5").update(text, "utf8").digest("hex");

const refusal = { status: 401, contentType: "text/html", body: "<html><body>401 Unauthorized</body></html>" };
