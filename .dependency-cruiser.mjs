/**
 * The arrows of docs and pictures, as rules. Three tables say who may import whom; everything else is refused.
 * `tests/architecture/arrows.test.ts` breaks each rule once, on purpose, to see that it bites.
 */

/** Top folders: what of the project each may import besides itself. Tests and benches may import everybody, nobody imports them. */
const folders = {
  contract: [],
  settings: [],
  agent: ["contract/", "settings/"],
  collector: ["contract/", "settings/"],
  simulator: ["contract/", "settings/"],
  dashboards: ["contract/"],
  cli: ["contract/", "settings/", "agent/", "collector/", "simulator/", "dashboards/"],
  packaging: ["settings/", "cli/"],
};

/** How French is set and states are called, the same on the pages and in the report. */
const frenchOfPages = "collector/web/(typography|french-format|fr-states|fr-evidence)\\.ts$";

/** Facts about one codec that its settings carry; the rooms that talk to codecs all read them. */
const endpointSettings = "agent/poll/endpoint-settings\\.ts$";

/** Rooms of the agent and the collector: which other rooms of the same program each may import. Only `main.ts` and `app.ts` know all. */
const rooms = {
  "agent/drivers": [],
  "agent/config": ["agent/drivers/", "agent/far-ends/", "agent/enrol/", endpointSettings],
  "agent/far-ends": [endpointSettings],
  "agent/transport": ["agent/drivers/", endpointSettings],
  "agent/poll": ["agent/drivers/", "agent/transport/", "agent/far-ends/"],
  "agent/scan": ["agent/drivers/", "agent/transport/", "agent/poll/"],
  "agent/schedule": ["agent/poll/"],
  "agent/events": [],
  "agent/witnesses": ["agent/events/", "agent/transport/"],
  "agent/outbox": ["agent/events/"],
  "agent/uplink": ["agent/outbox/", "agent/events/"],
  "agent/enrol": ["agent/uplink/"],
  "agent/health": ["agent/outbox/", "agent/schedule/", "agent/transport/", "agent/plan/"],
  "agent/plan": ["agent/config/", "agent/uplink/", endpointSettings],
  "collector/sla": [],
  "collector/quality": [],
  "collector/usage": ["collector/sla/"],
  "collector/directory": ["collector/sla/"],
  "collector/config": ["collector/directory/", "collector/usage/"],
  "collector/ledger": ["collector/sla/", "collector/usage/"],
  "collector/ingest": ["collector/directory/", "collector/ledger/"],
  "collector/fleet": ["collector/directory/", "collector/ingest/"],
  "collector/plans": ["collector/directory/", "collector/ingest/"],
  "collector/states": ["collector/accounts/", "collector/sla/", "collector/directory/", "collector/ledger/"],
  "collector/sinks": ["collector/sla/", "collector/usage/", "collector/quality/", "collector/directory/", "collector/ledger/"],
  "collector/metrics": ["collector/states/", "collector/sla/", "collector/directory/", "collector/ledger/"],
  "collector/attendance": [
    "collector/accounts/",
    "collector/sla/",
    "collector/usage/",
    "collector/quality/",
    "collector/directory/",
    "collector/ledger/",
  ],
  "collector/accounts": ["collector/sla/", "collector/directory/", "collector/ledger/"],
  "collector/desk": ["collector/sla/", "collector/usage/", "collector/directory/", "collector/ledger/", "collector/fleet/tries\\.ts$"],
  "collector/signals": ["collector/ledger/", "collector/desk/"],
  "collector/reports": [
    "collector/accounts/",
    "collector/attendance/",
    "collector/sla/",
    "collector/usage/",
    "collector/directory/",
    "collector/ledger/",
    frenchOfPages,
  ],
  "collector/web": [
    "collector/states/",
    "collector/accounts/",
    "collector/sla/",
    "collector/usage/",
    "collector/quality/",
    "collector/directory/",
    "collector/ledger/",
  ],
};

/** Libraries and built-in modules that belong to some places only. */
const libraries = {
  "net-snmp": ["agent/transport/", "simulator/"],
  undici: ["agent/transport/", "agent/uplink/", "collector/signals/", "cli/demo"],
  fastify: [
    "collector/(app|admission|forwarded-for)\\.ts$",
    "collector/ingest/",
    "collector/fleet/",
    "collector/plans/",
    "collector/desk/",
    "collector/web/",
    "collector/metrics/",
  ],
  "prom-client": ["collector/metrics/"],
  influx: ["collector/sinks/"],
  kysely: ["collector/ledger/"],
  "node:sqlite": ["collector/ledger/", "collector/fleet/", "agent/outbox/", "settings/lock-data-dir.ts"],
  "@peculiar/asn1-x509": ["collector/fleet/", "agent/enrol/"],
  "@peculiar/asn1-csr": ["collector/fleet/", "agent/enrol/"],
  "@peculiar/asn1-schema": ["collector/fleet/", "agent/enrol/"],
  "node-cron": ["agent/schedule/", "collector/reports/"],
  nodemailer: ["collector/reports/"],
  "write-excel-file": ["collector/reports/"],
  eta: ["collector/web/"],
};

/** Of the packaging, what it puts in the package; the rest builds it. */
const shipped = Object.keys(folders).map((folder) => (folder === "packaging" ? "packaging/site/" : `${folder}/`));
const everywhere = ["tests/", "bench/", "scripts/", "vitest\\.config\\.ts$"];
const start = (paths) => `^(${paths.join("|")})`;

/** Names of modules as the tool sees them: a package's files, the package itself where it is not installed, a built-in without its prefix. */
function moduleNamed(name) {
  if (name.startsWith("node:")) return `^(node:)?${name.slice("node:".length)}$`;
  return name === "fastify"
    ? "(^|/)node_modules/(fastify|@fastify/[^/]+)/|^(fastify|@fastify/.+)$"
    : `(^|/)node_modules/${name}/|^${name}(/|$)`;
}

const folderRules = Object.entries(folders).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-its-neighbours`,
  comment: `${folder}/ may import ${allowed.join(", ") || "no other folder"}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: { path: "^[^/]+(/|\\.ts$)", pathNot: start([`${folder}/`, ...allowed]), dependencyTypes: ["local"] },
}));

const roomRules = Object.entries(rooms).map(([room, allowed]) => {
  const program = room.split("/")[0];
  return {
    name: `${room.replace("/", "-")}-imports-only-upstream`,
    comment: `${room}/ may import ${allowed.join(", ") || "no other room"}; connecting rooms is the work of ${program}/main.ts`,
    severity: "error",
    from: { path: `^${room}/` },
    // A file beside the rooms, like agent/clock.ts, is for all of them; main.ts and app.ts are for nobody.
    to: { path: `^${program}/([^/]+/|main\\.ts$|app\\.ts$)`, pathNot: start([`${room}/`, ...allowed]) },
  };
});

const libraryRules = Object.entries(libraries).map(([name, places]) => ({
  name: `${name.replace("node:", "")}-stays-in-its-room`,
  comment: `${name} belongs to ${places.join(", ")}`,
  severity: "error",
  from: { path: "^[^/]+(/|\\.ts$)", pathNot: start([...places, ...everywhere, "node_modules/"]) },
  to: { path: moduleNamed(name) },
}));

const otherRules = [
  {
    name: "contract-knows-only-typebox",
    comment: "The words of the wire are schemas and arithmetic on them, nothing else",
    severity: "error",
    from: { path: "^contract/" },
    to: { pathNot: `^contract/|${moduleNamed("typebox")}` },
  },
  {
    name: "arithmetic-is-pure",
    comment: "sla, usage and quality touch no file, socket, clock or library; calendars come from temporal-polyfill",
    severity: "error",
    from: { path: "^collector/(sla|usage|quality)/" },
    to: { pathNot: `^collector/(sla|usage|quality)/|^contract/|${moduleNamed("temporal-polyfill")}` },
  },
  {
    name: "drivers-are-data",
    comment: "A codec family has no socket, file, clock or process",
    severity: "error",
    from: { path: "^agent/drivers/" },
    to: { dependencyTypes: ["core"] },
  },
  {
    name: "ledger-is-seen-through-its-port",
    comment:
      "Other rooms import collector/ledger/port.ts and declarations.ts; which ledger it is, main.ts decides. A command may open what people declare, and read the ledger or its standings, beside it",
    severity: "error",
    from: { path: "^[^/]+/", pathNot: start(["collector/ledger/", "collector/main\\.ts$", ...everywhere]) },
    to: {
      path: "^collector/ledger/",
      pathNot:
        "^collector/ledger/(port|declarations|closings|report-issues|read-standings|read-ledger|read-texts|sqlite-declarations)\\.ts$",
    },
  },
  {
    name: "product-needs-no-tests",
    comment: "Nothing that ships imports tests or benches",
    severity: "error",
    from: { path: start(shipped) },
    to: { path: "^(tests|bench)/" },
  },
  {
    name: "product-needs-no-dev-dependency",
    comment: "What ships runs with production dependencies only",
    severity: "error",
    from: { path: start(shipped) },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
  },
  {
    name: "no-circle",
    comment: "Two files that need each other are one file, or need a third",
    severity: "error",
    from: {},
    to: { circular: true },
  },
  {
    name: "no-orphan",
    comment: "A file that nobody imports and that imports nobody is forgotten; scripts of pages are read by their path",
    severity: "error",
    from: {
      orphan: true,
      pathNot: "(^|/)vitest\\.config\\.ts$|\\.test\\.ts$|(^|/)main\\.ts$|^collector/web/assets/|^tests/collector/web/page-audit\\.js$",
    },
    to: {},
  },
  {
    name: "no-unknown-module",
    comment: "Every import leads somewhere",
    severity: "error",
    from: {},
    to: { couldNotResolve: true },
  },
  {
    name: "no-undeclared-package",
    comment: "Every package is in package.json",
    severity: "error",
    from: {},
    to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
  },
];

export default {
  forbidden: [...folderRules, ...roomRules, ...libraryRules, ...otherRules],
  options: {
    // Types are arrows too: without this, imports that type stripping removes would not be seen.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(coverage|grafana|\\.data|\\.tools)/" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default", "types"] },
  },
};
