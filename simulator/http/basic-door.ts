import type { Credentials, Door } from "../families/family.ts";

/** RFC 7617: the name and the password with each request. */
export function basicDoor({ user, password }: Credentials): Door {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  return {
    answer: ({ headers, isBarred }) => (!isBarred && headers["authorization"] === expected ? null : refusal),
    forget: () => {},
  };
}

const refusal = {
  status: 401,
  contentType: "text/html",
  body: "<html><body>401 Unauthorized</body></html>",
  headers: { "www-authenticate": 'Basic realm="codec"' },
};
