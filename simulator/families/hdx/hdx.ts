import { digestDoor } from "../../http/digest-door.ts";
import type { Family } from "../family.ts";
import { hdxTree } from "./tree.ts";
import { hdxWeb } from "./web.ts";

/** Polycom HDX with release 3: POLYCOM-VIDEO-MIB, and a web interface of before REST. */
export const hdx: Family = { snmp: hdxTree, http: hdxWeb, door: digestDoor };
