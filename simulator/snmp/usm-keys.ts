import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";

/** Authentication of RFC 3414 and RFC 7860: digest, and how many of its bytes travel. */
export const authProtocols = {
  sha: { digest: "sha1", macBytes: 12 },
  sha224: { digest: "sha224", macBytes: 16 },
  sha256: { digest: "sha256", macBytes: 24 },
  sha384: { digest: "sha384", macBytes: 32 },
  sha512: { digest: "sha512", macBytes: 48 },
} as const;
export type AuthProtocol = keyof typeof authProtocols;

/** A user at security level authPriv with AES-128: real codecs of today offer nothing weaker. */
export interface UsmUser {
  readonly user: string;
  readonly authProtocol: AuthProtocol;
  readonly authPassword: string;
  readonly privPassword: string;
}

export interface UsmKeys {
  readonly auth: Buffer;
  readonly priv: Buffer;
}

/** Hashes of a password are the same for all engines and cost a megabyte each: a fleet shares them. */
export type PasswordKeys = Map<string, Buffer>;

export function keysFor(user: UsmUser, engineId: Buffer, shared: PasswordKeys): UsmKeys {
  const { digest } = authProtocols[user.authProtocol];
  const localised = (password: string): Buffer => {
    const key = passwordKey(digest, password, shared);
    return createHash(digest).update(key).update(engineId).update(key).digest();
  };
  return { auth: localised(user.authPassword), priv: localised(user.privPassword).subarray(0, 16) };
}

export function macOf(user: UsmUser, keys: UsmKeys, message: Buffer): Buffer {
  const { digest, macBytes } = authProtocols[user.authProtocol];
  return createHmac(digest, keys.auth).update(message).digest().subarray(0, macBytes);
}

export function encrypt(keys: UsmKeys, boots: number, time: number, plain: Buffer): { salt: Buffer; sealed: Buffer } {
  const salt = randomBytes(8);
  const cipher = createCipheriv("aes-128-cfb", keys.priv, vector(boots, time, salt));
  return { salt, sealed: Buffer.concat([cipher.update(plain), cipher.final()]) };
}

export function decrypt(keys: UsmKeys, boots: number, time: number, salt: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv("aes-128-cfb", keys.priv, vector(boots, time, salt));
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

function vector(boots: number, time: number, salt: Buffer): Buffer {
  const start = Buffer.alloc(8);
  start.writeUInt32BE(boots, 0);
  start.writeUInt32BE(time, 4);
  return Buffer.concat([start, salt], 16);
}

function passwordKey(digest: string, password: string, shared: PasswordKeys): Buffer {
  const name = `${digest} ${password}`;
  const known = shared.get(name);
  if (known !== undefined) return known;
  const key = createHash(digest).update(Buffer.alloc(1_048_576, password)).digest();
  shared.set(name, key);
  return key;
}
