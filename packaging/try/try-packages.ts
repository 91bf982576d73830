import { mkdirSync } from "node:fs";
import { makePackages, type PackageOptions, type Packages } from "../make-packages.ts";
import { PackageError } from "../run-program.ts";
import { type Fault, faults } from "./broken.ts";
import { tryFr } from "./fr.ts";
import { type Machine, startMachine } from "./machine.ts";

export interface TryOptions {
  /** How the good package is made; its version is the first of four. */
  readonly packages: PackageOptions;
  /** s a new release is given, s one that hears nothing is given, and s between two signs of life; null: as the unit says. */
  readonly quick: { readonly startS: number; readonly deafS: number; readonly watchdogS: number } | null;
  readonly say: (words: string) => void;
}

const place = "/opt/vigie-trial";
const service = "vigie-agent.service";
/** Made while the machine works on what is already there. */
type Files = Readonly<Record<"first" | "second" | Fault, Promise<Packages>>>;
type Check = (machine: Machine, files: Files, quick: TryOptions["quick"]) => Promise<void>;

/** Installs, upgrades, breaks, cuts the power, removes, on a machine of its own; throws a PackageError at the first fact that is not so. */
export async function tryPackages({ packages, quick, say }: TryOptions): Promise<void> {
  const { version } = packages;
  const make = (name: "1" | "2" | "3" | "4", fault?: Fault) =>
    makePackages({
      ...packages,
      version: `${version}+${name}`,
      isQuick: true,
      isDebianOnly: name !== "1",
      ...(fault === undefined ? {} : { alter: faults[fault] }),
    });
  mkdirSync(packages.out, { recursive: true });
  const machine = await startMachine({ folders: { [`${place}/sources`]: packages.root, [`${place}/packages`]: packages.out } });
  const first = make("1");
  const second = first.then(() => make("2"));
  const crashing = second.then(() => make("3", "crashing"));
  const files = { first, second, crashing, deaf: crashing.then(() => make("4", "deaf")) };
  const allMade = Promise.allSettled(Object.values(files));
  try {
    if (quick !== null) await hasten(machine, quick);
    for (const fact of facts) {
      await checks[fact](machine, files, quick);
      say(tryFr.done(tryFr.facts[fact]));
    }
  } finally {
    await allMade;
    await machine.close();
  }
}

/** Shorter times for the tests: the same unit, the same steps. */
async function hasten(machine: Machine, { startS, watchdogS }: { readonly startS: number; readonly watchdogS: number }): Promise<void> {
  const folder = `/etc/systemd/system/${service}.d`;
  await machine.sh(
    `mkdir -p ${folder} && printf '[Service]\\nTimeoutStartSec=${startS}\\nWatchdogSec=${watchdogS}\\nRestartSec=1\\n' > ${folder}/quick.conf && systemctl daemon-reload`,
  );
}

type Fact = keyof typeof tryFr.facts;

/** In this order: each leaves the machine as the next one wants it. */
const facts = [
  "installed",
  "enrolled",
  "reloaded",
  "started",
  "secrets",
  "stuck",
  "upgraded",
  "crashing",
  "deaf",
  "powerCut",
  "reverted",
  "removed",
  "purged",
  "archive",
] as const satisfies readonly Fact[];

const checks: Readonly<Record<Fact, Check>> = {
  installed: async (machine, { first }) => {
    await expectWords(machine, `rm -f /usr/sbin/policy-rc.d; ${install(await first)}`, "installed", /démarrera dès que le site est décrit/);
    await expectWords(machine, `systemctl is-enabled ${service}; systemctl is-active ${service}`, "installed", /^enabled\ninactive\n$/);
  },
  // With the commands of docs/installation-agent.md. Only "ranges" is not there: a codec on loopback is a thing of the trial.
  enrolled: async (machine) => {
    const { words: enrolment } = await machine.sh(`sh ${place}/sources/packaging/try/collector.sh ${process.execPath} ${place}/sources`);
    await expectWords(machine, enrolment.trim(), "enrolled", /^Agent trial admis \(Mairie\)/);
    await machine.sh("echo 'ranges: [127.0.0.0/8]' >> /etc/vigie-agent/agent.yml");
    await machine.sh("echo public | install -m 0600 /dev/stdin /etc/vigie-agent/secrets/communaute");
    await expectWords(machine, `systemctl restart ${service} && systemctl is-active ${service}`, "enrolled", /^active\n$/);
    await expectSoon(machine, `systemctl show --property=StatusText ${service}`, "enrolled", /1 en réponse/);
    const page = `curl -sk https://localhost:8443/ | tr '\n' ' ' | sed 's/<[^>]*>/ /g' | tr -s ' '`;
    await expectSoon(machine, page, "enrolled", /24\sh\/24.*Salle\sdu\sconseil.{0,40}(?<!\S)disponible\s/);
  },
  reloaded: async (machine) => {
    const before = (await machine.sh(`echo ${mainPid}`)).words;
    const reload = (word: string) =>
      machine.sh(`echo ${word} | install -m 0600 /dev/stdin /etc/vigie-agent/secrets/communaute && systemctl reload ${service}`);
    await reload("wrong");
    await expectSoon(machine, `systemctl show --property=StatusText ${service}`, "reloaded", /(?<!1) en réponse/);
    await reload("public");
    await expectSoon(machine, `systemctl show --property=StatusText ${service}`, "reloaded", /1 en réponse/);
    await expectWords(machine, `echo ${mainPid}`, "reloaded", new RegExp(`^${before}$`));
    await machine.sh("kill $(cat /var/tmp/vigie-trial/collector.pid)");
  },
  started: async (machine) => {
    await expectWords(machine, `sh ${place}/sources/packaging/try/site.sh ${process.execPath} ${place}/sources`, "started", /^$/);
    await expectWords(machine, "vigie agent --check --config /etc/vigie-agent/agent.yml", "started", /configuration correcte/);
    await expectWords(machine, `systemctl restart ${service} && systemctl is-active ${service}`, "started", /^active\n$/);
    await expectSoon(machine, `systemctl show --property=StatusText ${service}`, "started", /2 en réponse/);
    await expectSoon(machine, "cat /var/lib/vigie-agent/answered.json", "started", /(?=.*snmp)(?=.*http)(?=.*icmp)/);
    await expectWords(machine, `grep -E '^(Uid|Cap(Prm|Eff|Bnd)|NoNewPrivs)' /proc/${mainPid}/status`, "started", unprivileged);
  },
  secrets: async (machine) => {
    const modes =
      "stat -L -c '%a %U' /etc/vigie-agent/secrets/web /run/vigie-agent-own/etc/secrets/web /var/lib/vigie-agent/credential/certificate.pem";
    await expectWords(machine, modes, "secrets", /^600 root\n600 vigie-agent\n600 vigie-agent\n$/);
  },
  stuck: async (machine) => {
    const before = (await machine.sh(`echo ${mainPid}`)).words.trim();
    await machine.sh(`kill -STOP ${before}`);
    const after = `test "${mainPid}" != ${before} && test "${mainPid}" != 0 && systemctl is-active ${service}`;
    await expectSoon(machine, after, "stuck", /^active\n$/);
    await expectWords(machine, `journalctl -u ${service} -o cat --no-pager`, "stuck", /[Ww]atchdog timeout/);
  },
  upgraded: async (machine, { second }) => {
    await expectWords(machine, install(await second), "upgraded", /la version \S+\+2-\w+ fonctionne/);
    await expectRunning(machine, "upgraded");
    await expectWords(machine, "vigie-agent-release status", "upgraded", /En service +\S+\+2-\w+\nPrécédente +\S+\+1-\w+\n/);
    await expectWords(
      machine,
      `journalctl -u ${service} -o cat --no-pager | grep 'has started' | tail -n 1`,
      "upgraded",
      /"waiting":[1-9]/,
    );
  },
  crashing: async (machine, { crashing }) => {
    await expectWords(machine, install(await crashing), "crashing", /La version \S+\+3-\w+ a été refusée/);
    await expectRunning(machine, "crashing");
  },
  deaf: async (machine, { deaf }, quick) => {
    const made = await deaf;
    // From here on every trial fails because its time is over; a release that is trusted starts again until it is there.
    if (quick !== null) await hasten(machine, { ...quick, startS: quick.deafS });
    await expectWords(machine, install(made), "deaf", /La version \S+\+4-\w+ a été refusée/);
    await expectRunning(machine, "deaf");
  },
  powerCut: async (machine) => {
    await machine.sh(`(vigie-agent-release retry > /dev/null 2>&1 &)`);
    await expectSoon(machine, `ls /run/vigie-agent/trial && pgrep -f '[+]4-[0-9a-f]*/lib/vigie.mjs'`, "powerCut", /\d/);
    await machine.sh("sync");
    await machine.cutPower();
    await expectWords(machine, "vigie-agent-release status", "powerCut", /À l'essai +\S+\+4-/);
    await machine.sh(
      `sh ${place}/sources/packaging/try/site.sh ${process.execPath} ${place}/sources; systemctl start --no-block ${service}`,
    );
    await expectSoon(machine, "vigie-agent-release status", "powerCut", /Refusée +\S+\+4-/);
    await expectRunning(machine, "powerCut");
  },
  reverted: async (machine) => {
    await expectWords(machine, "vigie-agent-release revert", "reverted", /En service +\S+\+1-\w+\nPrécédente +\S+\+2-/);
    await expectSoon(machine, `pgrep -f '[+]1-[0-9a-f]*/lib/vigie.mjs'`, "reverted", /\d/);
  },
  removed: async (machine) => {
    await expectWords(machine, "dpkg -r vigie-agent", "removed", /Removing vigie-agent/);
    const left = `ls /etc/vigie-agent/agent.yml /var/lib/vigie-agent/outbox.db; pgrep -f vigie.mj[s]; ls -d /usr/lib/vigie-agent; systemctl cat ${service}`;
    await expectWords(machine, left, "removed", /^\/etc\/vigie-agent\/agent\.yml\n\/var\/lib\/vigie-agent\/outbox\.db\n(?!\d)(?!\/usr)/);
  },
  purged: async (machine) => {
    await machine.sh(`rm -rf /etc/systemd/system/${service}.d/quick.conf; rmdir /etc/systemd/system/${service}.d`);
    await machine.sh("dpkg -P vigie-agent");
    await expectWords(machine, remains, "purged", /^$/);
  },
  archive: async (machine, { first }) => {
    const unpacked = `/var/tmp/vigie-archive`;
    await machine.sh(`mkdir ${unpacked} && tar -C ${unpacked} --strip-components=1 -xf ${inside((await first).archive ?? "")}`);
    await machine.sh(`sh ${place}/sources/packaging/try/site.sh ${process.execPath} ${place}/sources`);
    await expectWords(machine, `${unpacked}/install.sh`, "archive", /la version \S+\+1-\w+ fonctionne/);
    await expectWords(machine, `/usr/lib/vigie-agent/uninstall.sh --purge && rm -rf ${unpacked}`, "archive", /effacés/);
    await expectWords(machine, remains, "archive", /^$/);
  },
};

const mainPid = `$(systemctl show --property=MainPID --value ${service})`;
const unprivileged = /Uid:\t(?!0\t)\d+\t(?!0\t).*\nCapPrm:\t0+\nCapEff:\t0+\nCapBnd:\t0+\nNoNewPrivs:\t1\n/;
const inside = (file: string): string => `${place}/packages/${file.split("/").at(-1) ?? ""}`;
const install = ({ debianPackage }: Packages): string => `dpkg -i ${inside(debianPackage)}`;
/** Whatever bears our name where a system keeps what it has installed. */
const remains = [
  "find /etc /lib/systemd /run /usr /var/lib /var/cache -xdev -iname '*vigie*' -not -path '*/node_modules/*' 2>/dev/null",
  "getent passwd vigie-agent",
  `systemctl list-unit-files --no-legend 'vigie*'`,
].join("; ");

/** The second version runs, both codecs answer, and no release is on trial. */
async function expectRunning(machine: Machine, fact: Fact): Promise<void> {
  await expectSoon(machine, `systemctl is-active ${service}; pgrep -f '[+]2-[0-9a-f]*/lib/vigie.mjs'`, fact, /^active\n\d+\n$/);
  await expectSoon(machine, `systemctl show --property=StatusText ${service}`, fact, /2 en réponse/);
  await expectWords(machine, "vigie-agent-release status", fact, /^(?![\s\S]*À l'essai)/);
}

async function expectWords(machine: Machine, line: string, fact: Fact, expected: RegExp): Promise<void> {
  const { words } = await machine.sh(line);
  if (!expected.test(words)) throw await failureOf(machine, line, fact, words);
}

/** Asks again until it is so: the steps of systemd take the time they take. */
async function expectSoon(machine: Machine, line: string, fact: Fact, expected: RegExp): Promise<void> {
  const endsAt = Date.now() + (fact === "stuck" ? 240_000 : 90_000);
  for (;;) {
    const { words } = await machine.sh(line);
    if (expected.test(words)) return;
    if (Date.now() > endsAt) throw await failureOf(machine, line, fact, words);
    await machine.sh("sleep 0.5");
  }
}

async function failureOf(machine: Machine, line: string, fact: Fact, words: string): Promise<PackageError> {
  const journal = await machine.sh(
    `journalctl -u ${service} -o cat --no-pager -n 15 | cut -c1-300; systemctl status ${service} --no-pager | head -20`,
  );
  return new PackageError(tryFr.failed(tryFr.facts[fact], `${line}\n${words}\n${journal.words}`));
}
