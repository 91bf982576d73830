import type { Kysely } from "kysely";
import type { DeclarationTables } from "./declaration-tables.ts";
import { DeclarationRefused, type Declarations, isGoodAt, type PersonRole, type PersonToken } from "./declarations.ts";
import { keepTrace } from "./trace.ts";

type Db = Kysely<DeclarationTables>;

/** Tokens of people: given and ended, each a row of its own. The trace tells of them without their digest. */
export function tokensIn(
  db: Db,
  nowS: () => number,
): Pick<Declarations, "personTokens" | "addPersonToken" | "revokePersonToken" | "personTokenWith"> {
  return {
    personTokens: async () => (await tokens(db).execute()).map(tokenOfRow),
    personTokenWith: async (sha256) => {
      const row = await tokens(db).where("person_token.sha256", "=", sha256).executeTakeFirst();
      return row === undefined ? null : tokenOfRow(row);
    },
    addPersonToken: ({ name, role, sha256, expiresAt, site }, writer) =>
      db.transaction().execute(async (trx) => {
        const at = nowS();
        const same = (await tokens(trx).where("name", "=", name).execute()).map(tokenOfRow);
        if (same.some((token) => isGoodAt(token, at))) throw new DeclarationRefused("NAME_TAKEN");
        const row = { at_s: at, who: writer.who, name, role, sha256, expires_at_s: expiresAt, site: site ?? null };
        await trx.insertInto("person_token").values(row).execute();
        const after = tokenOfRow({ ...row, ended_at_s: null });
        await keepTrace(trx, { at, ...writer, what: "token_added", about: name, before: null, after });
        return after;
      }),
    revokePersonToken: (name, writer) =>
      db.transaction().execute(async (trx) => {
        const at = nowS();
        const row = (await tokens(trx).where("name", "=", name).execute()).find((token) => token.ended_at_s === null);
        if (row === undefined) return null;
        await trx.insertInto("person_token_end").values({ at_s: at, who: writer.who, token: row.entry }).execute();
        const after = tokenOfRow({ ...row, ended_at_s: at });
        await keepTrace(trx, { at, ...writer, what: "token_revoked", about: name, before: tokenOfRow(row), after });
        return after;
      }),
  };
}

function tokens(db: Db) {
  return db
    .selectFrom("person_token")
    .leftJoin("person_token_end", "person_token_end.token", "person_token.entry")
    .select(["person_token.entry", "person_token.at_s", "person_token.who", "name", "role", "expires_at_s", "site"])
    .select("person_token_end.at_s as ended_at_s")
    .orderBy("person_token.entry");
}

interface TokenRow {
  readonly at_s: number;
  readonly who: string;
  readonly name: string;
  readonly role: string;
  readonly expires_at_s: number | null;
  readonly ended_at_s: number | null;
  readonly site: string | null;
}

function tokenOfRow({ at_s, who, name, role, expires_at_s, ended_at_s, site }: TokenRow): PersonToken {
  return { name, role: role as PersonRole, expiresAt: expires_at_s, madeAt: at_s, madeBy: who, revokedAt: ended_at_s, site };
}
