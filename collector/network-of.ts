import { isIPv6 } from "node:net";

/** One place, as far as an address tells: whoever has one IPv6 address has the 64 bits behind it. What is no such address stands for itself. */
export function networkOf(source: string): string {
  if (!isIPv6(source) || /^::ffff:\d+\./i.test(source)) return source;
  const [head = "", tail = ""] = source.split("%", 1).join("").split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = source.includes("::") ? 8 - groups.length - (tail === "" ? 0 : tail.split(":").length) : 0;
  return [...groups, ...Array.from({ length: missing }, () => "0"), ...(tail === "" ? [] : tail.split(":"))].slice(0, 4).join(":");
}
