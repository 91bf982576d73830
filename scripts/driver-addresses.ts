import type { CallList, Document, Driver, Field, JoinedTable, OwnershipRule, Reads, Scalar, Table } from "../agent/drivers/driver.ts";
import { spokenChannels } from "../agent/drivers/spoken-channels.ts";
import { type Question, questions } from "../contract/observation.ts";

/** One address of a driver, wherever it stands in it. */
export interface DriverAddress {
  readonly driver: Driver;
  readonly question: Question;
  /** Asked only while the codec says that it is in a call. */
  readonly isInCall: boolean;
  /** OID, or path and place: "/status.xml#Status/Cameras/Camera[]". */
  readonly at: string;
  readonly source: string;
  readonly isUnverified: boolean;
  readonly reads:
    | { readonly as: "scalar"; readonly scalar: Scalar }
    | { readonly as: "table"; readonly table: Table }
    /** What another table tells of the calls of a table. */
    | { readonly as: "join"; readonly join: JoinedTable }
    | { readonly as: "field"; readonly field: Field; readonly document: Document }
    | { readonly as: "calls"; readonly calls: CallList; readonly document: Document };
}

export interface DriverDocument {
  readonly driver: Driver;
  readonly question: Question;
  readonly isInCall: boolean;
  readonly document: Document;
}

/** Every address of a driver, in the order of its questions. */
export function addressesOf(driver: Driver): DriverAddress[] {
  return partsOf(driver).flatMap(({ question, isInCall, reads }) => {
    const common = { driver, question, isInCall };
    return [
      ...(reads.scalars ?? []).map((scalar) => ({ ...common, ...signOf(scalar, scalar.oid), reads: { as: "scalar" as const, scalar } })),
      ...(reads.tables ?? []).map((table) => ({ ...common, ...signOf(table, table.entry), reads: { as: "table" as const, table } })),
      ...(reads.tables ?? []).flatMap(({ joins = [] }) =>
        joins.map((join) => ({ ...common, ...signOf(join, join.entry), reads: { as: "join" as const, join } })),
      ),
      ...(reads.documents ?? []).flatMap((document) => placesOf(document).map((place) => ({ ...common, ...place }))),
    ];
  });
}

/** Whether anything of this family is asked over SNMP. */
export const usesSnmp = (driver: Driver): boolean => spokenChannels(driver).includes("snmp");

/** Every web document of a driver, those in a call among them. */
export function documentsOf(driver: Driver): DriverDocument[] {
  return partsOf(driver).flatMap(({ question, isInCall, reads }) =>
    (reads.documents ?? []).map((document) => ({ driver, question, isInCall, document })),
  );
}

interface DriverPart {
  readonly question: Question;
  readonly isInCall: boolean;
  readonly reads: Reads;
}

export function partsOf(driver: Driver): DriverPart[] {
  return questions.flatMap((question) => {
    const asked = driver[question];
    if (asked === undefined) return [];
    const main = { question, isInCall: false, reads: asked };
    return asked.inCall === undefined ? [main] : [main, { question, isInCall: true, reads: asked.inCall }];
  });
}

function placesOf(document: Document): Pick<DriverAddress, "at" | "source" | "isUnverified" | "reads">[] {
  const { path, fields, calls } = document;
  return [
    ...fields.map((field) => ({ ...signOf(field, `${path}#${field.at}`), reads: { as: "field" as const, field, document } })),
    ...(calls === undefined ? [] : [{ ...signOf(calls, `${path}#${calls.at}`), reads: { as: "calls" as const, calls, document } }]),
  ];
}

function signOf({ source, isUnverified }: Pick<OwnershipRule, "source" | "isUnverified">, at: string) {
  return { at, source, isUnverified: isUnverified === true };
}
