import { describe, expect, it } from "vitest";
import { countTries, type Tries } from "../../../collector/fleet/tries.ts";

const minuteMs = 60_000;

function tries(): { readonly tries: Tries; readonly pass: (ms: number) => void } {
  let now = 0;
  return {
    tries: countTries(() => now),
    pass: (ms) => {
      now += ms;
    },
  };
}

const wrong = (counted: Tries, source: string, times: number): void => {
  for (let time = 0; time < times; time += 1) counted.count(source);
};

describe("whoever gives wrong codes", () => {
  it("may be wrong nine times, and waits after the tenth until the first is ten minutes old", () => {
    const { tries: counted, pass } = tries();
    wrong(counted, "192.0.2.7", 9);
    pass(minuteMs);
    expect(counted.waitMs("192.0.2.7")).toBe(0);
    wrong(counted, "192.0.2.7", 1);

    expect(counted.waitMs("192.0.2.7")).toBe(9 * minuteMs);
    expect(counted.waitMs("192.0.2.8")).toBe(0);
    pass(9 * minuteMs);
    expect(counted.waitMs("192.0.2.7")).toBe(0);
  });

  it("is one, with all the addresses of his IPv6 network", () => {
    const { tries: counted } = tries();
    wrong(counted, "2001:db8:1:2::7", 5);
    wrong(counted, "2001:db8:1:2:3:4:5:6", 5);

    expect(counted.waitMs("2001:db8:1:2:ffff::1")).toBeGreaterThan(0);
    expect(counted.waitMs("2001:db8:1:3::7")).toBe(0);
  });

  it("is not one with all of IPv4, where a machine writes it as IPv6", () => {
    const { tries: counted } = tries();
    wrong(counted, "::ffff:192.0.2.7", 10);

    expect(counted.waitMs("::ffff:192.0.2.8")).toBe(0);
  });

  it("keeps nobody else waiting, however many of them there are", () => {
    const { tries: counted } = tries();
    for (let one = 0; one < 11_000; one += 1) counted.count(`10.0.${one >> 8}.${one & 255}`);

    expect(counted.waitMs("192.0.2.7")).toBe(0);
  });
});
