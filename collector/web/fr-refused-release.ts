/** How systemd says that a release on trial ended, and `interrupted`. */
const endings: Readonly<Record<string, string>> = {
  "exit-code": "elle s'est arrêtée en erreur",
  timeout: "elle n'a pas été prête à temps",
  watchdog: "elle ne donnait plus signe de vie",
  signal: "elle a été tuée",
  "core-dump": "elle s'est effondrée",
  "oom-kill": "elle demandait trop de mémoire",
  resources: "le système n'a pas pu la lancer",
  protocol: "elle n'a jamais dit qu'elle était prête",
  interrupted: "la machine s'est arrêtée trois fois pendant son essai",
};

/** « version 0.2.0-0a1b2c3d refusée : elle n'a pas été prête à temps » */
export function refusedReleaseFr({ release, reason }: { readonly release: string; readonly reason: string }): string {
  return `version ${release} refusée : ${endings[reason] ?? reason}`;
}
