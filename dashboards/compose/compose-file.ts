import type { AlertingSettings } from "../settings.ts";
import { composeFr } from "./fr.ts";

/** Versions that were released and are kept up; an upgrade changes them here. */
const images = {
  prometheus: "prom/prometheus:v3.5.0",
  alertmanager: "prom/alertmanager:v0.28.1",
  influxdb: "influxdb:1.8.10",
  grafana: "grafana/grafana:12.4.2",
} as const;

export const ports = { collector: 8080, prometheus: 9090, alertmanager: 9093, influxdb: 8086, grafana: 3000 } as const;
type Service = keyof typeof ports;

/** The account of the collector within its image, as packaging/container/Dockerfile has it. */
const collectorUser = "10001:10001";
export const database = "vigie";
/** Of the network towards the machine: only its gateway, where a proxy of the machine comes from, is believed. */
export const network = { subnet: "172.31.250.0/28", gateway: "172.31.250.1" } as const;

/** Where an installation keeps what is its own: collector.yml, inventory.yml, and a folder `secrets`. */
const own = `\${VIGIE_SETTINGS:?${composeFr.settingsWanted}}`;

/** Nobody gains a right in a container, and nothing is written but in volumes and in memory. */
const locked = {
  restart: "unless-stopped",
  read_only: true,
  cap_drop: ["ALL"],
  security_opt: ["no-new-privileges:true"],
  logging: { driver: "json-file", options: { "max-size": "20m", "max-file": "5" } },
} as const;

/** Reached from this machine alone: whatever others see passes a proxy that speaks TLS. */
const published = (service: Service): string[] => [`127.0.0.1:${ports[service]}:${ports[service]}`];

const checked = (test: readonly string[]) => ({
  test: ["CMD", ...test],
  interval: "30s",
  timeout: "10s",
  retries: 3,
  start_period: "60s",
});
const asks = (service: Service, path: string): string[] => ["wget", "-q", "-O", "/dev/null", `http://127.0.0.1:${ports[service]}${path}`];

/** compose.yaml: the whole product on one machine. */
export function composeFile(settings: AlertingSettings): object {
  return {
    name: "vigie",
    services: {
      collector: collector(),
      prometheus: prometheus(),
      alertmanager: alertmanager(),
      influxdb: influxdb(),
      grafana: grafana(settings),
    },
    networks: {
      vigie: { ipam: { config: [network] } },
      // Whoever may not leave the machine is here alone.
      donnees: { internal: true },
    },
    volumes: Object.fromEntries(["registre", "prometheus", "alertmanager", "influxdb", "grafana"].map((name) => [name, {}])),
    secrets: Object.fromEntries(secrets.map((name) => [name, { file: `${own}/secrets/${name}` }])),
  };
}

/** Files that only the account of one container reads: what two of them know stands in two. */
export const secrets = [
  "influx-admin",
  "influx-vigie",
  "influx-grafana",
  "collector-influx-password",
  "grafana-influx-password",
  "grafana-admin-password",
] as const;

function collector(): object {
  return {
    build: { context: "..", dockerfile: "packaging/container/Dockerfile" },
    image: "vigie-collector:local",
    ...locked,
    user: collectorUser,
    volumes: [
      "registre:/var/lib/vigie",
      `${own}/inventory.yml:/etc/vigie/inventory.yml:ro`,
      "./compose/collector.yml:/etc/vigie/collector.yml:ro",
    ],
    tmpfs: ["/tmp"],
    secrets: ["collector-influx-password"],
    ports: published("collector"),
    networks: ["vigie", "donnees"],
    healthcheck: checked([
      "node",
      "-e",
      `fetch("http://127.0.0.1:${ports.collector}/readyz").then((it)=>process.exit(it.ok?0:1),()=>process.exit(1))`,
    ]),
    stop_grace_period: "30s",
  };
}

function prometheus(): object {
  return {
    image: images.prometheus,
    ...locked,
    command: [
      "--config.file=/etc/prometheus/prometheus.yml",
      "--storage.tsdb.path=/prometheus",
      "--storage.tsdb.retention.time=90d",
      "--web.enable-lifecycle",
    ],
    volumes: [
      "prometheus:/prometheus",
      "./compose/prometheus.yml:/etc/prometheus/prometheus.yml:ro",
      "./prometheus/rules:/etc/prometheus/vigie:ro",
    ],
    ports: published("prometheus"),
    networks: ["vigie"],
    healthcheck: checked(asks("prometheus", "/-/ready")),
    depends_on: { collector: { condition: "service_started" }, alertmanager: { condition: "service_started" } },
  };
}

function alertmanager(): object {
  return {
    image: images.alertmanager,
    ...locked,
    command: ["--config.file=/etc/alertmanager/alertmanager.yml", "--storage.path=/alertmanager", "--cluster.listen-address="],
    environment: { TZ: "Europe/Paris" },
    volumes: [
      "alertmanager:/alertmanager",
      "./alertmanager:/etc/alertmanager:ro",
      `${own}/secrets/alertmanager:/etc/prometheus/secrets:ro`,
    ],
    ports: published("alertmanager"),
    networks: ["vigie"],
    healthcheck: checked(asks("alertmanager", "/-/ready")),
  };
}

/** The image takes passwords from its environment alone: they are read from their files as it starts, and stand in no file of ours. */
function influxdb(): object {
  const word = (name: (typeof secrets)[number]): string => `"$$(cat /run/secrets/${name})"`;
  const passwords = [
    `INFLUXDB_ADMIN_PASSWORD=${word("influx-admin")}`,
    `INFLUXDB_USER_PASSWORD=${word("influx-vigie")}`,
    `INFLUXDB_READ_USER_PASSWORD=${word("influx-grafana")}`,
  ];
  return {
    image: images.influxdb,
    ...locked,
    entrypoint: ["/bin/sh", "-c", `export ${passwords.join(" ")}; exec /entrypoint.sh influxd`],
    environment: {
      INFLUXDB_DB: database,
      INFLUXDB_ADMIN_USER: "admin",
      INFLUXDB_USER: "vigie",
      INFLUXDB_READ_USER: "grafana",
      INFLUXDB_HTTP_AUTH_ENABLED: "true",
      INFLUXDB_REPORTING_DISABLED: "true",
    },
    volumes: ["influxdb:/var/lib/influxdb"],
    tmpfs: ["/tmp", "/root"],
    secrets: ["influx-admin", "influx-vigie", "influx-grafana"],
    networks: ["donnees"],
    healthcheck: checked(["curl", "-fsS", "-o", "/dev/null", `http://127.0.0.1:${ports.influxdb}/ping`]),
  };
}

function grafana({ grafanaUrl }: AlertingSettings): object {
  return {
    image: images.grafana,
    ...locked,
    environment: {
      GF_SERVER_ROOT_URL: grafanaUrl,
      GF_LOG_MODE: "console",
      GF_PLUGINS_PREINSTALL_DISABLED: "true",
      VIGIE_PROMETHEUS_URL: `http://prometheus:${ports.prometheus}`,
      VIGIE_INFLUX_URL: `http://influxdb:${ports.influxdb}`,
      VIGIE_INFLUX_USER: "grafana",
      VIGIE_INFLUX_DATABASE: database,
    },
    volumes: [
      "grafana:/var/lib/grafana",
      "./grafana.ini:/etc/grafana/grafana.ini:ro",
      "./provisioning:/etc/grafana/provisioning:ro",
      "./dashboards:/var/lib/grafana/dashboards:ro",
      "./geo:/usr/share/grafana/public/maps/vigie:ro",
    ],
    tmpfs: ["/tmp"],
    secrets: ["grafana-influx-password", "grafana-admin-password"],
    ports: published("grafana"),
    networks: ["vigie", "donnees"],
    healthcheck: checked(asks("grafana", "/api/health")),
  };
}
