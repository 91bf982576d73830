import { type TProperties, type TSchema, Type } from "typebox";

/** An object without names of its own making. */
export const closed = <Properties extends TProperties>(properties: Properties) => Type.Object(properties, { additionalProperties: false });

export const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** A count for each of some names. */
export function countsBy<Name extends string>(names: readonly Name[]) {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- fromEntries forgets the names it was given
  return closed(Object.fromEntries(names.map((name) => [name, Count])) as Record<Name, typeof Count>);
}

export const Count = Type.Integer({ minimum: 0 });
