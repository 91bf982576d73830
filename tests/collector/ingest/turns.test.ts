import { describe, expect, it } from "vitest";
import { type Ticket, takeTurns } from "../../../collector/ingest/turns.ts";

/** Turns whose work ends when told, and the order in which it began. */
function turnsOf(whenFollowed: () => Promise<void> = () => Promise.resolve()) {
  const inTurn = takeTurns(whenFollowed);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const send = (name: string, ticket: Ticket): Promise<void> =>
    inTurn(ticket, () => {
      begun.push(name);
      return new Promise((resolve) => ends.set(name, resolve));
    });
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await settled();
  };
  return { begun, send, end };
}

/** Everything that can go on without anybody's help has gone on. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

const live = (agent: string): Ticket => ({ agent, isLarge: false });
const history = (agent: string): Ticket => ({ agent, isLarge: true });

describe("the order in which envelopes are taken in", () => {
  it("lets the present of every site overtake the backlogs of others", async () => {
    const { begun, send, end } = turnsOf();
    void send("backlog 1", history("agent-a"));
    void send("backlog 2", history("agent-b"));
    void send("backlog 3", history("agent-c"));
    void send("present 1", live("agent-d"));
    void send("present 2", live("agent-e"));
    await settled();
    expect(begun.toSorted()).toEqual(["backlog 1", "present 1"]);

    await end("backlog 1");
    expect(begun.slice(2)).toEqual(["present 2"]);
    await end("present 1");
    expect(begun.slice(2)).toEqual(["present 2", "backlog 2"]);
  });

  it("lets a backlog have its turn, however many sites send their present without end", async () => {
    const { begun, send, end } = turnsOf();
    for (let site = 0; site < 3; site += 1) void send(`present ${site}`, live(`agent-${site}`));
    void send("backlog", history("agent-a"));
    await settled();
    for (let site = 3; site < 80; site += 1) {
      void send(`present ${site}`, live(`agent-${site}`));
      await end(begun.at(-2) ?? "");
    }

    expect(begun.indexOf("backlog")).toBeGreaterThan(40);
    expect(begun.indexOf("backlog")).toBeLessThan(60);
  });

  it("serves sites in turn, however much one of them sends", async () => {
    const { begun, send, end } = turnsOf();
    for (const number of [1, 2, 3, 4]) void send(`flood ${number}`, live("agent-a"));
    void send("other", live("agent-b"));
    await settled();
    await end("flood 1");

    expect(begun).toEqual(["flood 1", "flood 2", "other"]);
  });

  it("turns away the agent that fills the queue, and nobody else", async () => {
    const { begun, send, end } = turnsOf();
    const flood = Array.from({ length: 12 }, (_, index) => send(`flood ${index}`, live("agent-a")).catch((error: unknown) => error));
    void send("other", live("agent-b"));
    await settled();
    await end("flood 0");

    expect(await flood[11]).toMatchObject({ code: "LEDGER_UNAVAILABLE" });
    expect(begun).toContain("other");
  });

  it("takes no more of a backlog than can be followed, and the present all the same", async () => {
    let follow = (): void => undefined;
    const followed = new Promise<void>((resolve) => {
      follow = resolve;
    });
    const { begun, send } = turnsOf(() => followed);
    void send("backlog", history("agent-a"));
    void send("present", live("agent-b"));
    await settled();
    expect(begun).toEqual(["present"]);

    follow();
    await settled();
    expect(begun).toEqual(["present", "backlog"]);
  });

  it("gives the turn on when work fails", async () => {
    const inTurn = takeTurns(() => Promise.resolve());
    await expect(inTurn(history("agent-a"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");

    expect(await inTurn(history("agent-a"), () => Promise.resolve("taken"))).toBe("taken");
  });
});
