import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { startWebCodec, type WebCodec } from "./hostile-web.ts";

export interface DigestCodecOptions {
  readonly password: string;
  readonly algorithm?: "MD5" | "SHA-256";
  /** How many questions a nonce serves. */
  readonly servesQuestions?: number;
  /** Whether it says so when a nonce has served its time. */
  readonly saysStale?: boolean;
  readonly tellsNextNonce?: boolean;
}

export interface DigestCodec extends WebCodec {
  /** One word for each request: "nobody", "stale", "wrong", "let in". */
  readonly seen: string[];
  password: string;
}

/** Checks what it is answered with arithmetic of its own, and takes each count of a nonce once. */
export async function startDigestCodec(options: DigestCodecOptions): Promise<DigestCodec> {
  const { algorithm = "MD5", servesQuestions = Number.POSITIVE_INFINITY, saysStale = true, tellsNextNonce = false } = options;
  const seen: string[] = [];
  const state = { password: options.password, nonce: "nonce-1", number: 1, lastCount: 0 };
  const renew = (): void => {
    state.number += 1;
    state.nonce = `nonce-${state.number}`;
    state.lastCount = 0;
  };
  const judge = (request: IncomingMessage): string => {
    const answer = request.headers.authorization;
    if (answer === undefined) return "nobody";
    const words = new Map([...answer.matchAll(/(\w+)="?([^",]*)"?/g)].map(([, name = "", value = ""]) => [name, value]));
    const told = (name: string): string => words.get(name) ?? "";
    if (told("nonce") !== state.nonce) return "stale";
    const hash = (text: string): string =>
      createHash(algorithm === "MD5" ? "md5" : "sha256")
        .update(text)
        .digest("hex");
    const secret = hash(`vigie:codec:${state.password}`);
    const asked = hash(`${request.method}:${request.url}`);
    const wanted = hash(`${secret}:${state.nonce}:${told("nc")}:${told("cnonce")}:auth:${asked}`);
    const count = Number.parseInt(told("nc"), 16);
    if (told("response") !== wanted || told("uri") !== request.url || count <= state.lastCount) return "wrong";
    state.lastCount = count;
    return count > servesQuestions ? "stale" : "let in";
  };
  const web = await startWebCodec((request, response) => {
    const verdict = judge(request);
    seen.push(verdict);
    if (verdict === "let in") {
      if (tellsNextNonce) {
        renew();
        response.setHeader("authentication-info", `nextnonce="${state.nonce}"`);
      }
      return response.end("<Status/>");
    }
    if (verdict === "stale") renew();
    const stale = verdict === "stale" && saysStale ? ", stale=true" : "";
    const challenge = `Digest realm="codec", qop="auth", algorithm=${algorithm}, nonce="${state.nonce}"${stale}`;
    return response.writeHead(401, { "www-authenticate": challenge }).end();
  });
  return {
    ...web,
    seen,
    get password() {
      return state.password;
    },
    set password(password) {
      state.password = password;
    },
  };
}
