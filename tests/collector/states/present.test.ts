import { expect, it } from "vitest";
import { createDirectory } from "../../../collector/directory/create-directory.ts";
import { openSqliteLedger } from "../../../collector/ledger/sqlite-ledger.ts";
import { figuresOf } from "../../../collector/states/figures.ts";
import { presentOf } from "../../../collector/states/present.ts";

it("the present is of the endpoints in service: not of one that was removed, nor of one that comes later", async () => {
  const removedAt = 1_770_000_000;
  const room = { name: "Salle", site: "mairie" };
  const directory = createDirectory({
    territories: [],
    sites: [],
    endpoints: [
      { ...room, id: "ancien", inService: [{ from: 0, to: removedAt }] },
      { ...room, id: "nouveau", inService: [{ from: removedAt, to: removedAt + 86_400 }] },
      { ...room, id: "toujours" },
    ],
    agents: [],
  });
  const ledger = await openSqliteLedger({ file: ":memory:" });
  const shownAt = async (at: number): Promise<string[]> => {
    const { endpoints } = await figuresOf(ledger, { directory, maintenance: [] }, at * 1_000);
    return (await presentOf(ledger, directory, endpoints, at * 1_000)).map(({ endpoint }) => endpoint.id);
  };

  expect(await shownAt(removedAt - 1)).toEqual(["ancien", "toujours"]);
  expect(await shownAt(removedAt)).toEqual(["nouveau", "toujours"]);
  expect(await shownAt(removedAt + 86_400)).toEqual(["toujours"]);
  await ledger.close();
});
