import type { PersonToken } from "../collector/ledger/declarations.ts";
import { writerFr } from "./fr-desk.ts";
import { minuteFr } from "./fr-moments.ts";
import { type Column, textTable } from "./text-table.ts";

export const tokensHelp = `Donne aux personnes et à leurs programmes un jeton pour l'API du collecteur. À lancer sur la machine du collecteur, en marche ou non.

Usage :
  vigie tokens add NOM --role viewer|operator|pager [--expires JOUR] --config FICHIER
  vigie tokens add NOM --role site --site SITE [--expires JOUR] --config FICHIER
  vigie tokens list --config FICHIER
  vigie tokens revoke NOM --config FICHIER

Actions :
  add       donne un jeton et l'affiche, une seule fois : le collecteur n'en garde qu'une empreinte
  list      montre les jetons, leur rôle et ce qu'ils valent
  revoke    retire un jeton : il est refusé dès la requête suivante

NOM dit à quoi sert le jeton (astreinte, portail-region), pas à qui il est : il est écrit dans le journal des écritures.
En minuscules, chiffres et traits d'union.

Rôles :
  viewer    lit les maintenances, les notes d'incident et le journal
  operator  lit et écrit
  site      dit à quoi ont servi les usages d'un site, sur la page /sites/SITE/uses ou par l'API, et ne voit rien d'autre

Options :
      --role RÔLE        viewer (lit), operator (écrit aussi), site (motifs d'usage d'un site) ou pager
                         (Alertmanager dit qui a été prévenu ; ne lit rien)
      --site SITE        avec --role site : le seul site pour lequel il vaut
      --expires JOUR     dernier jour où il vaut : 2027-12-31 ; sans cela, jusqu'à ce qu'il soit révoqué
      --config FICHIER   configuration du collecteur
      --json             affiche le résultat en JSON
  -h, --help             affiche cette aide

Exemples :
  vigie tokens add astreinte --role operator --expires 2027-12-31 --config collector.yml
  curl -H "Authorization: Bearer $JETON" https://collecteur.example:8443/v1/maintenance
`;

const tokenActionsFr = "add, list ou revoke";

export const tokensFr = {
  actionWanted: (action: string | undefined, nearest: string | null) =>
    action === undefined
      ? `Il manque une action : ${tokenActionsFr}`
      : `Action inconnue : ${action}${nearest === null ? ` (attendu : ${tokenActionsFr})` : ` (vouliez-vous écrire « ${nearest} » ?)`}`,
  nameWanted: "Il manque le nom du jeton",
  nameWrong: (name: string) => `Nom incorrect : ${name} (attendu : minuscules, chiffres et traits d'union, 64 au plus)`,
  noNameWanted: (name: string) => `Mot inattendu : ${name}`,
  roleWanted: "Il manque le rôle : --role viewer, operator, site ou pager",
  roleUnknown: (role: string) => `Rôle inconnu : ${role} (attendu : viewer, operator, site ou pager)`,
  siteWithRole: "--role site et --site SITE vont ensemble",
  expiryWrong: (text: string) => `Jour illisible ou passé : ${text} (attendu par exemple : 2027-12-31)`,
  added: ({ name, role, site, expiresAt }: PersonToken, token: string) =>
    [
      `Jeton ${name} (${site === null ? role : `site ${site}`}), ${expiresAt === null ? "valable jusqu'à ce qu'il soit révoqué" : `valable jusqu'au ${minuteFr(expiresAt)}`} :`,
      "",
      `    ${token}`,
      "",
      "Il n'est affiché qu'ici. À garder comme un mot de passe ; en cas de perte, le révoquer et en donner un autre.",
      "",
    ].join("\n"),
  revoked: (name: string) => `Le jeton ${name} est révoqué : il est refusé dès la requête suivante.\n`,
  unknown: (name: string) => `Aucun jeton de ce nom ne vaut : ${name}\n`,
} as const;

const tokenColumns: readonly Column[] = [
  { title: "NOM", cut: "end" },
  { title: "RÔLE" },
  { title: "ÉTAT" },
  { title: "DONNÉ LE" },
  { title: "PAR", cut: "end", leftOut: 1 },
  { title: "FIN" },
];

export function tokenListFr(tokens: readonly PersonToken[], nowS: number, columns: number | undefined): string {
  if (tokens.length === 0) return "Aucun jeton n'a été donné.\n";
  const rows = tokens.map(({ name, role, site, expiresAt, madeAt, madeBy, revokedAt }) => {
    const end = revokedAt ?? expiresAt;
    return [
      name,
      site === null ? role : `site ${site}`,
      stateFr(revokedAt, expiresAt, nowS),
      minuteFr(madeAt),
      writerFr(madeBy),
      end === null ? "" : minuteFr(end),
    ];
  });
  return `${textTable(tokenColumns, rows, columns).join("\n")}\n`;
}

function stateFr(revokedAt: number | null, expiresAt: number | null, nowS: number): string {
  if (revokedAt !== null) return "révoqué";
  return expiresAt !== null && expiresAt <= nowS ? "échu" : "valable";
}
