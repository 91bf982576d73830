import { describe, expect, it } from "vitest";
import { words } from "../../simulator/fr.ts";
import { scriptLinesOf } from "../../simulator/script-lines.ts";

describe("a script", () => {
  it("may be the one that --help gives as an example", () => {
    const example = /\[\{.*\}\]/.exec(words.help)?.[0] ?? "";

    expect(scriptLinesOf(JSON.parse(example))).toEqual([{ atS: 5, codec: "codec-0001", does: "reboot", silentS: 30 }]);
  });

  it("is played in the order of its hours, whatever the order of its lines", () => {
    const late = { atS: 9, codec: "codec-0002", does: "recover" };
    const early = { atS: 1.5, codec: "codec-0001", does: "call", durationS: 60, farEnd: "660001" };

    expect(scriptLinesOf([late, early])).toEqual([early, late]);
  });

  it.each([
    { atS: 1, codec: "codec-0001", does: "explode" },
    { atS: 1, codec: "codec-0001", does: "reboot" },
    { atS: 1, codec: "codec-0001", does: "recover", durationS: 3 },
    { atS: -1, codec: "codec-0001", does: "recover" },
    { codec: "codec-0001", does: "recover" },
    { atS: 1, does: "recover" },
  ])("is refused where it holds %j", (line) => {
    expect(scriptLinesOf([line])).toBeNull();
  });
});
