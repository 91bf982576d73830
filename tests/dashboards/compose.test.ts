import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Type } from "typebox";
import { Compile } from "typebox/compile";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { loadCollector } from "../../collector/config/load-collector.ts";
import { composeFile, secrets } from "../../dashboards/compose/compose-file.ts";
import { composeCollectorFile, composePrometheusFile } from "../../dashboards/compose/settings-files.ts";
import { textOf } from "../architecture/project-files.ts";
import { temporaryFolder } from "../servers/folders.ts";
import { exampleSettings } from "./example-settings.ts";

const closed = { additionalProperties: false } as const;
const Words = Type.Array(Type.String());

/** What of the compose specification we use, and nothing else: a key that is misspelt is no key. */
const Service = Type.Object(
  {
    image: Type.String({ pattern: "^[a-z/-]+:(v?[0-9]+\\.[0-9]+\\.[0-9]+|local)$" }),
    build: Type.Optional(Type.Object({ context: Type.String(), dockerfile: Type.String() }, closed)),
    restart: Type.Literal("unless-stopped"),
    read_only: Type.Literal(true),
    cap_drop: Type.Tuple([Type.Literal("ALL")]),
    security_opt: Type.Tuple([Type.Literal("no-new-privileges:true")]),
    logging: Type.Object({ driver: Type.String(), options: Type.Record(Type.String(), Type.String()) }, closed),
    healthcheck: Type.Object(
      {
        test: Words,
        interval: Type.String(),
        timeout: Type.String(),
        retries: Type.Integer(),
        start_period: Type.String(),
      },
      closed,
    ),
    networks: Words,
    volumes: Words,
    ports: Type.Optional(Words),
    user: Type.Optional(Type.String()),
    tmpfs: Type.Optional(Words),
    secrets: Type.Optional(Words),
    command: Type.Optional(Words),
    entrypoint: Type.Optional(Words),
    environment: Type.Optional(Type.Record(Type.String(), Type.String())),
    stop_grace_period: Type.Optional(Type.String()),
    depends_on: Type.Optional(Type.Record(Type.String(), Type.Object({ condition: Type.String() }, closed))),
  },
  closed,
);
const Compose = Type.Object(
  {
    name: Type.String(),
    services: Type.Record(Type.String(), Service),
    networks: Type.Record(
      Type.String(),
      Type.Object({ internal: Type.Optional(Type.Boolean()), ipam: Type.Optional(Type.Unknown()) }, closed),
    ),
    volumes: Type.Record(Type.String(), Type.Object({}, closed)),
    secrets: Type.Record(Type.String(), Type.Object({ file: Type.String() }, closed)),
  },
  closed,
);
const door = Compile(Compose);

const settings = exampleSettings();
const compose = door.Parse(composeFile(settings));
const services = Object.entries(compose.services);

describe("compose.yaml", () => {
  it("starts the whole product, in versions that do not change by themselves, watched and with no right too many", () => {
    expect(Object.keys(compose.services)).toEqual(["collector", "prometheus", "alertmanager", "influxdb", "grafana"]);
    expect([...door.Errors(composeFile(settings))]).toEqual([]);
  });

  it.each(services)("is reached from this machine alone, if at all: %s", (_, { ports = [] }) => {
    expect(ports.filter((port) => !port.startsWith("127.0.0.1:"))).toEqual([]);
  });

  it.each(services)("names only what is declared: %s", (_, { networks, volumes, secrets: read = [], depends_on = {} }) => {
    const named = volumes.map((volume) => volume.split(":")[0] ?? "").filter((source) => /^[a-z]/.test(source));
    expect(named.filter((name) => !(name in compose.volumes))).toEqual([]);
    expect(networks.filter((name) => !(name in compose.networks))).toEqual([]);
    expect(read.filter((name) => !(name in compose.secrets))).toEqual([]);
    expect(Object.keys(depends_on).filter((name) => !(name in compose.services))).toEqual([]);
  });

  it("uses each secret, and has none in its environment", () => {
    expect(new Set(services.flatMap(([, { secrets: read = [] }]) => read))).toEqual(new Set(secrets));
    expect(
      services.flatMap(([, { environment = {} }]) => Object.keys(environment)).filter((name) => /PASS|TOKEN|SECRET/.test(name)),
    ).toEqual([]);
  });

  it("mounts of the repository only what is there", () => {
    const mounted = services.flatMap(([, { volumes }]) =>
      volumes.filter((volume) => volume.startsWith("./")).map((one) => one.split(":")[0] ?? ""),
    );
    const generated = ["./compose/collector.yml", "./compose/prometheus.yml", "./prometheus/rules", "./alertmanager", "./grafana.ini"];
    expect(mounted.toSorted()).toEqual([...generated, "./provisioning", "./dashboards", "./geo"].toSorted());
  });

  it("gives Grafana the places and names that its own files ask for", () => {
    const { environment = {}, volumes, secrets: read = [] } = compose.services["grafana"] ?? { volumes: [] };
    const asked = `${textOf("grafana/provisioning/datasources/vigie.yaml")}${textOf("grafana/grafana.ini")}`;
    const variables = [...asked.matchAll(/\$(VIGIE_[A-Z_]+)/g)].map(([, name = ""]) => name);
    const files = [...asked.matchAll(/\$__file\{\/run\/secrets\/([a-z-]+)\}/g)].map(([, name = ""]) => name);
    expect(variables.filter((name) => !(name in environment))).toEqual([]);
    expect(files.toSorted()).toEqual(read.toSorted());
    expect(asked).toContain("/var/lib/grafana/dashboards/");
    expect(volumes).toContain("./dashboards:/var/lib/grafana/dashboards:ro");
  });
});

describe("the settings beside it", () => {
  it("are ones the collector takes", () => {
    const folder = temporaryFolder("compose");
    writeFileSync(join(folder, "collector-influx-password"), "mot de passe", { mode: 0o600 });
    writeFileSync(join(folder, "inventory.yml"), textOf("docs/examples/inventory.yml"));
    const text = JSON.stringify(composeCollectorFile(settings)).replace("/run/secrets/", `${folder}/`).replace("/etc/vigie/", `${folder}/`);
    writeFileSync(join(folder, "collector.yml"), text);

    const read = loadCollector(join(folder, "collector.yml")).settings;

    expect(read.listen).toEqual({ host: "0.0.0.0", port: 8080 });
    expect(read.trustedProxies).toEqual(["172.31.250.1"]);
    expect(read.influx?.url).toBe("http://influxdb:8086");
  });

  it("have Prometheus read what the example of the documents has it read", () => {
    const example = parse(textOf("docs/examples/prometheus.yml")) as { scrape_configs: { job_name: string }[] };
    const ours = (composePrometheusFile(settings) as typeof example).scrape_configs.map(({ job_name }) => job_name);

    expect(ours).toEqual([...example.scrape_configs.map(({ job_name }) => job_name), "prometheus", "alertmanager"]);
  });
});
