import type { Family } from "../family.ts";
import { polyRest } from "./rest.ts";
import { sessionDoor } from "./session-door.ts";
import { polyTree } from "./tree.ts";

/** Poly G7500 and Studio X: POLYCOM-ENDPOINT-MIB and the REST interface of VideoOS. */
export const poly: Family = { snmp: polyTree, http: polyRest, door: sessionDoor };
