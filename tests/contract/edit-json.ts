export type Path = readonly (string | number)[];

/** A copy of a JSON value with something else at one place; undefined takes the place away, "-" is the end of a list. */
export function edited(value: unknown, [key, ...rest]: Path, intruder: unknown): unknown {
  if (key === undefined) return intruder;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const index = key === "-" ? list.length : Number(key);
    const item = edited(list[index], rest, intruder);
    return item === undefined ? list.toSpliced(index, 1) : list.toSpliced(index, 1, item);
  }
  const record = recordOf(value);
  const { [String(key)]: before, ...others } = record;
  const item = edited(before, rest, intruder);
  return item === undefined ? others : { ...record, [String(key)]: item };
}

/** Keys and indexes of a value, empty for what has none. */
export function keysOf(value: unknown): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

export function childOf(value: unknown, key: string): unknown {
  if (!Array.isArray(value)) return recordOf(value)[key];
  const list: readonly unknown[] = value;
  return list[Number(key)];
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
