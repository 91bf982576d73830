import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InfluxFault, PointsRefused } from "../../../../collector/sinks/influx/influx-fault.ts";
import type { Point } from "../../../../collector/sinks/influx/point.ts";
import { writePoints } from "../../../../collector/sinks/influx/write-points.ts";

type Bad = "too old" | "type" | "odd" | null;

function pointsOf(kinds: readonly Bad[]): Point[] {
  return kinds.map((kind, index) => ({
    measurement: "m",
    tags: { n: String(index), kind: kind ?? "good" },
    fields: kind === "type" ? { value: 1, conflicting: 1 } : { value: 1 },
    timestamp: kind === "too old" ? index : 1_000_000 + index,
  }));
}

const isOf = (kind: string) => (point: Point) => point.tags["kind"] === kind;

/** Behaves as InfluxDB 1.6: stores the good points of a batch and speaks of one kind of bad ones. */
function serverLike16() {
  const stored = new Set<string>();
  let requests = 0;
  const accept = (points: readonly Point[]): void => {
    requests += 1;
    for (const point of points.filter(isOf("good"))) stored.add(point.tags["n"] ?? "");
    const old = points.filter(isOf("too old")).length;
    if (old > 0) throw new PointsRefused(`partial write: points beyond retention policy dropped=${old}`);
    const conflicts = points.filter(isOf("type")).length;
    const conflict =
      'partial write: field type conflict: input field "conflicting" on measurement "m" is type float, already exists as type string';
    if (conflicts > 0) throw new PointsRefused(`${conflict} dropped=${conflicts}`);
    if (points.some(isOf("odd"))) throw new PointsRefused("something nobody has seen before");
  };
  const write = (points: readonly Point[]): Promise<void> => Promise.resolve(points).then(accept);
  return { write, stored, requests: () => requests };
}

describe("points that InfluxDB refuses", () => {
  it("are exactly those returned, and every other point is stored", async () => {
    const kinds = fc.array(fc.constantFrom<Bad>("too old", "type", "odd", null, null, null), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(kinds, async (some) => {
        fc.pre(some.includes(null));
        const server = serverLike16();
        const points = pointsOf(some);

        const refused = await writePoints(points, server.write);

        expect(new Set(refused.map(({ point }) => point))).toEqual(new Set(points.filter((point) => !isOf("good")(point))));
        expect(refused).toHaveLength(points.length - server.stored.size);
        expect(server.stored).toEqual(new Set(points.filter(isOf("good")).map((point) => point.tags["n"])));
      }),
    );
  });

  it("cost few requests even when there are thousands of one kind among good ones", async () => {
    const server = serverLike16();
    const kinds = Array.from({ length: 4_000 }, (_, index): Bad => (["too old", null, "type", null] as const)[index % 4] ?? null);

    const refused = await writePoints(pointsOf(kinds), server.write);

    expect(refused).toHaveLength(2_000);
    expect(server.requests()).toBeLessThan(60);
  });

  it("each keep the reason the server gave", async () => {
    const refused = await writePoints(pointsOf([null, "too old"]), serverLike16().write);

    expect(refused.map(({ reason }) => reason)).toEqual(["points beyond retention policy"]);
  });

  it("do not include anything when something else than InfluxDB refuses everything", async () => {
    const proxy = () => Promise.reject(new PointsRefused("<html>Bad request</html>"));

    await expect(writePoints(pointsOf(Array.from({ length: 5_000 }, () => null)), proxy)).rejects.toThrow(InfluxFault);
    await expect(writePoints(pointsOf([null]), proxy)).rejects.toThrow("refuses every point");
  });

  it("are not looked for when the server itself fails", async () => {
    const down = () => Promise.reject(new InfluxFault("server", "connect ECONNREFUSED"));

    await expect(writePoints(pointsOf([null]), down)).rejects.toThrow("ECONNREFUSED");
  });

  it("are none when there is nothing to write", async () => {
    await expect(writePoints([], () => Promise.reject(new Error("called")))).resolves.toEqual([]);
  });
});
