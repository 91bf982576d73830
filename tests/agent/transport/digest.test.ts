import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DigestChallenge, digestAuthorization, digestChallengeOf, nextNonceOf } from "../../../agent/transport/digest.ts";

/** RFC 7616, section 3.9.1. */
const rfc7616 = {
  realm: 'realm="http-auth@example.org"',
  nonce: 'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"',
  opaque: 'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"',
};
const challengeWith = (algorithm: string): string =>
  `Digest ${rfc7616.realm}, qop="auth, auth-int", algorithm=${algorithm}, ${rfc7616.nonce}, ${rfc7616.opaque}`;
const mufasa = {
  method: "GET",
  uri: "/dir/index.html",
  user: "Mufasa",
  password: "Circle of Life",
  count: 1,
  cnonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
};

function supported(header: string): DigestChallenge {
  const challenge = digestChallengeOf(header);
  if (typeof challenge === "string") throw new Error(`${challenge}: ${header}`);
  return challenge;
}

describe("the answer to a Digest challenge", () => {
  it.each([
    ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
    ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
  ])("is the one of RFC 7616 with %s", (algorithm, response) => {
    expect(digestAuthorization(supported(challengeWith(algorithm)), mufasa)).toBe(
      `Digest username="Mufasa", ${rfc7616.realm}, uri="/dir/index.html", algorithm=${algorithm}, ${rfc7616.nonce}, nc=00000001, ` +
        `cnonce="${mufasa.cnonce}", qop=auth, response="${response}", ${rfc7616.opaque}`,
    );
  });

  it("is the one of RFC 2617", () => {
    const header =
      'Digest realm="testrealm@host.com", qop="auth,auth-int", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    const question = { ...mufasa, password: "Circle Of Life", cnonce: "0a4f113b" };

    expect(digestAuthorization(supported(header), question)).toContain('response="6629fae49393a05397450978507c4ef1"');
  });

  it("is the one of RFC 2069 for a codec that knows no better", () => {
    const header =
      'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
    const answer = digestAuthorization(supported(header), { ...mufasa, password: "CircleOfLife" });

    expect(answer).toContain('response="1949323746fe6a43ef61f9606e7febea"');
    expect(answer).not.toMatch(/cnonce|qop|nc=/);
  });

  it("counts in eight hexadecimal digits", () => {
    expect(digestAuthorization(supported(challengeWith("MD5")), { ...mufasa, count: 255 })).toContain("nc=000000ff");
  });

  it("writes a name with accents, or with quotation marks, as the RFC wants it", () => {
    const challenge = supported(challengeWith("SHA-256"));

    expect(digestAuthorization(challenge, { ...mufasa, user: "relevé (Brest)" })).toContain("username*=UTF-8''relev%C3%A9%20%28Brest%29");
    expect(digestAuthorization(challenge, { ...mufasa, user: 'a"b\\c' })).toContain('username="a\\"b\\\\c"');
  });
});

describe("a challenge", () => {
  it("is the strongest of those offered, in one header or in several", () => {
    const offered = [challengeWith("MD5"), 'Basic realm="x, Digest y=z"', challengeWith("SHA-256")].join(", ");

    expect(supported(offered).algorithm).toBe("SHA-256");
    expect(supported('Basic realm="x", Digest realm="y", nonce="n"')).toMatchObject({ realm: "y", algorithm: "MD5", hasQop: false });
    expect(supported('Negotiate, Digest realm="a, b", nonce="n", qop=auth')).toMatchObject({ realm: "a, b", hasQop: true });
  });

  it("says whether only the nonce was too old", () => {
    expect(supported(`${challengeWith("MD5")}, stale=TRUE`).isStale).toBe(true);
    expect(supported(`${challengeWith("MD5")}, stale=false`).isStale).toBe(false);
  });

  it.each([
    ["algorithm", 'Digest realm="r", nonce="n", algorithm=MD4'],
    ["session algorithm", 'Digest realm="r", nonce="n", algorithm=MD5-sess, qop="auth"'],
    ["protection", 'Digest realm="r", nonce="n", qop="auth-int"'],
    ["nonce", 'Digest realm="r", qop="auth"'],
  ])("is not taken up with another %s than ours", (_, header) => {
    expect(digestChallengeOf(header)).toBe("unsupported");
  });

  it.each(["", 'Basic realm="Digest"', 'Bearer realm="x"', "Negotiate"])("is no Digest challenge: %s", (header) => {
    expect(digestChallengeOf(header)).toBe("none");
  });

  it("is read or left, whatever it holds", () => {
    const parts = fc.constantFrom("Digest ", "Basic", ",", " ", "=", '"', "\\", "realm", "nonce", "qop", "auth", "x", "stale", "algorithm");
    fc.assert(fc.property(fc.array(parts, { maxLength: 40 }), (words) => digestChallengeOf(words.join("")) !== null));
  });
});

it("the nonce to use next is told by Authentication-Info", () => {
  expect(nextNonceOf('qop=auth, nextnonce="abc", nc=00000001')).toBe("abc");
  expect(nextNonceOf("")).toBeNull();
});
