import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { connectInflux } from "../../../../collector/sinks/influx/connection.ts";
import { DeadlineFault, InfluxFault } from "../../../../collector/sinks/influx/influx-fault.ts";
import type { Point } from "../../../../collector/sinks/influx/point.ts";

const point: Point = { measurement: "m", tags: {}, fields: { value: 1 }, timestamp: 1_700_000_000_000 };
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serverThat(answers: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    request.on("end", () => answers(request, response));
  });
  servers.push(server);
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

const target = (url: string) => ({ url, database: "vigie", login: null });

/** What a write to such a server throws; the test fails when it never settles. */
async function faultOfWrite(url: string, deadlineMs = 10_000): Promise<unknown> {
  const connection = connectInflux(target(url), deadlineMs);
  try {
    return await connection.write([point]).then(
      () => "no fault",
      (error: unknown) => error,
    );
  } finally {
    connection.close();
  }
}

describe("a connection to InfluxDB", () => {
  it("does not wait for ever when an answer is cut in its middle", async () => {
    const url = await serverThat((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half of the ans");
      setTimeout(() => response.destroy(), 20);
    });

    expect(await faultOfWrite(url, 300)).toBeInstanceOf(DeadlineFault);
  });

  it.each([400, 503])("does not wait for ever when an answer %i is cut in its middle", async (status) => {
    const url = await serverThat((_request, response) => {
      response.writeHead(status, { "content-length": "100" });
      response.write('{"error":"part');
      setTimeout(() => response.destroy(), 20);
    });

    expect(await faultOfWrite(url, 300)).toBeInstanceOf(DeadlineFault);
  });

  it("does not wait for ever for a server that says nothing", async () => {
    expect(await faultOfWrite(await serverThat(() => {}), 300)).toBeInstanceOf(DeadlineFault);
  });

  it("gives up at once when it is closed", async () => {
    const connection = connectInflux(target(await serverThat(() => {})), 60_000);
    const write = connection.write([point]);
    connection.close();

    await expect(write).rejects.toMatchObject({ kind: "server" });
  });

  it.each([
    [400, '{"error":"unable to parse \'m value=\': missing field value"}', "points"],
    [401, '{"error":"authorization failed"}', "credentials"],
    [403, '{"error":"vigie is not authorized to write"}', "credentials"],
    [404, '{"error":"database not found: \\"vigie\\""}', "database"],
    [413, '{"error":"Request Entity Too Large"}', "points"],
    [302, "", "server"],
    [500, '{"error":"timeout"}', "server"],
    [503, "", "server"],
  ])("knows whose fault an answer %i is", async (status, body, kind) => {
    const fault = await faultOfWrite(await serverThat((_request, response) => void response.writeHead(status).end(body)));

    expect(fault).toBeInstanceOf(InfluxFault);
    expect(fault).toMatchObject({ kind });
  });

  it("takes another write after a server error, without a pause of the client's own", async () => {
    const statuses = [503, 204];
    const url = await serverThat((_request, response) => void response.writeHead(statuses.shift() ?? 204).end());
    const connection = connectInflux(target(url), 10_000);

    await expect(connection.write([point])).rejects.toMatchObject({ kind: "server" });
    await expect(connection.write([point])).resolves.toBeUndefined();
    connection.close();
  });

  it("does not introduce itself as root when no user is given", async () => {
    const seen: (string | undefined)[] = [];
    const url = await serverThat((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(204).end();
    });

    expect(await faultOfWrite(url)).toBe("no fault");
    expect(Buffer.from(seen[0]?.replace("Basic ", "") ?? "", "base64").toString()).toBe(":");
  });

  it("says who it is when a user is given, and keeps a path before the API", async () => {
    const seen: string[] = [];
    const url = await serverThat((request, response) => {
      seen.push(`${request.headers.authorization} ${request.url}`);
      response.writeHead(204).end();
    });
    const login = { user: "vigie", password: { reveal: () => "s3cret:word" } };
    const connection = connectInflux({ url: `${url}/influx/`, database: "vigie", login }, 10_000);
    await connection.write([point]);
    connection.close();

    expect(seen).toEqual([`Basic ${Buffer.from("vigie:s3cret:word").toString("base64")} /influx/write?db=vigie&precision=ms&rp=`]);
  });

  it("does not take any web server for InfluxDB", async () => {
    const url = await serverThat((_request, response) => void response.writeHead(200).end("<html>Welcome</html>"));
    const connection = connectInflux(target(url), 10_000);

    await expect(connection.prepare()).rejects.toMatchObject({ kind: "server" });
    connection.close();
  });

  it("does not blame points for an answer 400 to a question about databases", async () => {
    const url = await serverThat(
      (_request, response) => void response.writeHead(400).end("Client sent an HTTP request to an HTTPS server."),
    );
    const connection = connectInflux(target(url), 10_000);

    await expect(connection.prepare()).rejects.toThrow("HTTPS server");
    connection.close();
  });
});
