import { once } from "node:events";
import { createServer } from "node:https";
import { afterEach, describe, expect, it } from "vitest";
import type { WebAccess } from "../../../agent/drivers/driver.ts";
import { authority } from "./certificates.ts";
import { startWebCodec, type WebCodec } from "./hostile-web.ts";
import { videoOsAccess } from "./session-codec.ts";
import { channelTo, closeAll, codec, status } from "./web-room.ts";

afterEach(closeAll);

const isPrinter = ({ title }: { readonly title: string | null }): boolean => title === "Printer";
const pageOfAnother = { outcome: "garbled", note: "page_of_another" };
const ways: readonly WebAccess[] = [{ kind: "basic" }, { kind: "digest" }, videoOsAccess];

/** A machine that says who it is to anybody, and writes down what it was told. */
interface Machine extends WebCodec {
  title: string;
  readonly asked: string[];
}

async function machine(title: string): Promise<Machine> {
  const told = { title };
  const asked: string[] = [];
  const web = await startWebCodec((request, response) => {
    const { method, url, headers } = request;
    asked.push(`${method} ${url}${headers.authorization === undefined ? "" : " with a password"}`);
    response.end(url === "/" ? `<title>${told.title}</title>` : "<Status/>");
  });
  return Object.assign(told, web, { asked });
}

describe("the door of a web interface", () => {
  it.each(ways)("that is visibly another's is told nothing, and asked nothing else: $kind", async (access) => {
    const web = await codec(machine("Printer"));
    const channel = channelTo(web.url);
    channel.useAccess(access);
    channel.expect(isPrinter);

    expect(await channel.ask(status)).toMatchObject(pageOfAnother);
    expect(web.asked).toEqual(["GET /"]);
  });

  it("is looked at once, however much is asked", async () => {
    const web = await codec(machine("A room"));
    const channel = channelTo(web.url);
    channel.expect(isPrinter);
    const answers = [await channel.ask(status), await channel.ask(status), await channel.ask(status)];

    expect(answers.map(({ outcome }) => outcome)).toEqual(["answered", "answered", "answered"]);

    expect(web.asked).toEqual(["GET /", ...Array.from({ length: 3 }, () => "GET /status.xml with a password")]);
  });

  it("that is another's is asked as soon as the codec is back there", async () => {
    const web = await codec(machine("Printer"));
    const channel = channelTo(web.url);
    channel.expect(isPrinter);
    expect(await channel.ask(status)).toMatchObject(pageOfAnother);
    web.title = "A room";

    expect(await channel.ask(status)).toMatchObject({ outcome: "answered" });
  });

  it("that was seen to tell the family is not looked at again to judge it", async () => {
    const web = await codec(machine("Printer"));
    const channel = channelTo(web.url);
    await channel.banner(20_000);
    channel.expect(isPrinter);

    expect(await channel.ask(status)).toMatchObject(pageOfAnother);
    expect(web.asked).toEqual(["GET /"]);
  });
});

describe("another machine that takes the address", () => {
  const department = authority("Autorité du département");

  /** Whoever is there hangs up after each answer; who comes next shows a certificate of his own. */
  async function address(): Promise<{ url: string; asked: string[]; becomes: (title: string) => void; close: () => void }> {
    const asked: string[] = [];
    let title = "A room";
    const server = createServer({ ...department.issue() }, (request, response) => {
      asked.push(`${title}: ${request.url}${request.headers.authorization === undefined ? "" : " with a password"}`);
      response.setHeader("connection", "close").end(request.url === "/" ? `<title>${title}</title>` : "<Status/>");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const bound = server.address();
    const port = bound !== null && typeof bound === "object" ? bound.port : 0;
    const becomes = (next: string): void => {
      title = next;
      server.setSecureContext(department.issue());
    };
    return { url: `https://127.0.0.1:${port}`, asked, becomes, close: () => void server.close() };
  }

  it("and shows another certificate is looked at before anything is told to it", async () => {
    const there = await codec(address());
    const channel = channelTo(there.url);
    channel.expect(isPrinter);
    expect(await channel.ask(status)).toMatchObject({ outcome: "answered" });
    there.becomes("Printer");

    expect(await channel.ask(status)).toMatchObject(pageOfAnother);
    expect(there.asked).toEqual(["A room: /", "A room: /status.xml with a password", "Printer: /"]);
  });

  it("is the codec still where it has only been given another certificate", async () => {
    const there = await codec(address());
    const channel = channelTo(there.url);
    channel.expect(isPrinter);
    await channel.ask(status);
    there.becomes("A room, restarted");

    expect(await channel.ask(status)).toMatchObject({ outcome: "answered" });
    expect(there.asked.slice(2)).toEqual(["A room, restarted: /", "A room, restarted: /status.xml with a password"]);
  });
});
