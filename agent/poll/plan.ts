import type { Question } from "../../contract/observation.ts";
import type { Asked, Document, Driver, Scalar, Table } from "../drivers/driver.ts";

/** What a poll asks, worked out once per codec and question. */
export interface Plan {
  /** GET requests, each small enough for the smallest codec. The same node is asked once. */
  readonly gets: readonly (readonly string[])[];
  /** Who reads the value at that place of those requests. */
  readonly scalars: readonly { readonly scalar: Scalar; readonly get: number; readonly place: number }[];
  /** Columns of all tables, side by side. */
  readonly columns: readonly string[];
  readonly tables: readonly { readonly table: Table; readonly names: readonly string[]; readonly firstColumn: number }[];
  readonly documents: readonly Document[];
  /** The document that proves whose the others are where they cannot themselves. Null: this family has none. */
  readonly proof: Document | null;
}

export interface Reach {
  readonly snmp: boolean;
  readonly http: boolean;
}

const maxVariables = 24;

/** Null: the family has nothing to say about this question through the channels this codec has. */
export function planOf(driver: Driver, question: Question, reach: Reach): Plan | null {
  const asked = driver[question] ?? {};
  const scalars = reach.snmp ? heard(asked.scalars ?? [], reach) : [];
  // A channel must prove itself once a minute, even if what it says is better said by the other one.
  const proofs = reach.snmp && question === "state" && scalars.length === 0 ? (asked.scalars ?? []).slice(0, 1) : [];
  const tables = reach.snmp ? heard(asked.tables ?? [], reach) : [];
  const documents = reach.http ? (asked.documents ?? []) : [];
  if (scalars.length + proofs.length + tables.length + documents.length === 0) return null;
  return { ...planScalars(scalars, proofs), ...planTables(tables), documents, proof: driver.state.documents?.[0] ?? null };
}

/** A question that is not asked of this family still has to show whether the codec answers. */
export function planOrProof(driver: Driver, question: Question, reach: Reach): Plan {
  return planOf(driver, question, reach) ?? planOf(driver, "state", reach) ?? emptyPlan;
}

const emptyPlan: Plan = { gets: [], scalars: [], columns: [], tables: [], documents: [], proof: null };

function heard<A extends NonNullable<Asked["scalars"] | Asked["tables"]>[number]>(addresses: readonly A[], reach: Reach): A[] {
  return addresses.filter((address) => !(reach.http && address.unlessHttp === true));
}

function planScalars(scalars: readonly Scalar[], proofs: readonly Scalar[]): Pick<Plan, "gets" | "scalars"> {
  const oids = [...new Set([...scalars, ...proofs].map((scalar) => scalar.oid))];
  const gets: string[][] = [];
  for (let start = 0; start < oids.length; start += maxVariables) gets.push(oids.slice(start, start + maxVariables));
  const placed = scalars.map((scalar) => {
    const position = oids.indexOf(scalar.oid);
    return { scalar, get: Math.floor(position / maxVariables), place: position % maxVariables };
  });
  return { gets, scalars: placed };
}

function planTables(tables: readonly Table[]): Pick<Plan, "columns" | "tables"> {
  const columns: string[] = [];
  const placed = tables.map((table) => {
    const firstColumn = columns.length;
    columns.push(...Object.values(table.columns).map((column) => `${table.entry}.${column}`));
    return { table, names: Object.keys(table.columns), firstColumn };
  });
  return { columns, tables: placed };
}
