import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../simulator/random.ts";
import { temporaryFolder } from "../../servers/folders.ts";
import { everyFlip, faultAfter, sampleToFlip } from "./flips.ts";

/** The long form flips them all. */
const flips = 60;
const seed = Math.floor(Math.random() * 1e9);

describe("an outbox of which one byte was flipped", () => {
  it.each([
    ["in its file", true],
    ["in its file or the log beside it", false],
  ])(`%s keeps what can be read, counts and tells what cannot, and goes on working (seed ${seed})`, (_, closed) => {
    const random = seededRandom(seed);
    const sample = sampleToFlip(closed);
    const all = [...everyFlip(sample, () => 1 << random.between(0, 7))];
    const folder = temporaryFolder("flips");

    const chosen = Array.from({ length: flips }, () => all[random.between(0, all.length - 1)]).filter((flip) => flip !== undefined);
    const faults = chosen.map((flip) => ({ ...flip, fault: faultAfter(flip, sample, folder) }));

    expect(faults.filter(({ fault }) => fault !== null)).toEqual([]);
  });
});
