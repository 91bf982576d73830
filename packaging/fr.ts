const mega = (bytes: number): string => `${(bytes / 1e6).toFixed(1).replace(".", ",")} Mo`;

export const packageHelp = `Construit l'agent d'un site : un paquet Debian et une archive, pour Linux x86-64.

Usage :
  npm run package -- [options]

Options :
      --out DOSSIER          où les écrire (par défaut dist/)
      --version VERSION      version du paquet (par défaut celle de package.json)
      --maintainer NOM       responsable du paquet, « Nom <adresse> »
      --quick                compression rapide, pour essayer : fichiers deux fois plus gros
      --try                  installe ensuite le paquet dans un système isolé : mise à jour, version défectueuse, retrait
  -h, --help                 affiche cette aide

Les mêmes sources donnent les mêmes octets ; la date est celle du dernier commit, ou SOURCE_DATE_EPOCH.
Il faut dpkg-deb, strip, tar et xz (Debian : apt-get install dpkg binutils tar xz-utils) ; avec --try, systemd-container en plus.
`;

export const packageFr = {
  step: (words: string): string => `  ${words}…\n`,
  bundling: "assemblage du programme",
  stripping: "Node.js, sans ses symboles",
  packing: "paquet Debian",
  archiving: "archive",
  trying: "essai dans un système isolé",
  title: (version: string): string => `vigie-agent ${version}\n`,
  made: (file: string, bytes: number): string => `${file}  ${mega(bytes)}\n`,
  installed: (bytes: number): string => `installé : ${mega(bytes)}\n`,
  exposure: (score: number): string =>
    `service : exposition ${String(score).replace(".", ",")} sur 10 selon systemd-analyze security (0 : tout est fermé)\n`,
  missing: (program: string, debian: string): string => `il manque ${program} (Debian : apt-get install ${debian})`,
  failed: (program: string, code: number | null, words: string): string =>
    `${program} a échoué (${code ?? "interrompu"}) : ${words.trim()}`,
  badVersion: (version: string): string => `version impossible pour un paquet : « ${version} » (attendu par exemple 1.2.0)`,
  badMaintainer: (words: string): string => `--maintainer attend « Nom <adresse> », et non « ${words} »`,
  badArgument: "option inconnue ou mal écrite",
  wrongMachine: "le paquet contient le Node.js de cette machine : il se construit sous Linux x86-64",
} as const;
