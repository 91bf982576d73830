import type { SeenChange } from "../collector/accounts/keep-terms.ts";
import type { PastChange } from "../collector/accounts/terms-changes.ts";
import { termsWords } from "../collector/web/fr-terms.ts";
import { untypeset } from "../collector/web/typography.ts";
import { count } from "./fr.ts";
import { dateFr, minuteFr } from "./fr-moments.ts";

const shownAtMost = 5;
const namedAtMost = 3;
const checkedAtMost = 20;

/** « Inventaire modifié rétroactivement le 23/11/2026 22:10 : horaires d'ouverture, du 01/04/2026 au 23/11/2026 (mairie). » */
export function changesFr(changes: readonly SeenChange[]): string[] {
  const shown = changes.slice(-shownAtMost);
  const left = changes.length - shown.length;
  return [
    ...shown.map((change) => `${whenFr(change)} : ${changeFr(change)}.`),
    ...(left > 0 ? [`… et ${count(left, "autre modification rétroactive", "autres modifications rétroactives")} (vigie audit)`] : []),
  ];
}

const whenFr = ({ at }: SeenChange): string =>
  at === null
    ? "L'inventaire lu ici change le passé, ce que le collecteur n'a pas encore retenu"
    : `Inventaire modifié rétroactivement le ${minuteFr(at)}`;

/** « horaires d'ouverture, du 01/04/2026 au 23/11/2026 (mairie) » */
function changeFr({ what, from, to, sites, endpoints }: PastChange): string {
  const names = endpoints.length > 0 ? endpoints : sites;
  const more = names.length > namedAtMost ? ` et ${count(names.length - namedAtMost, "autre")}` : "";
  const since = from === 0 ? "depuis toujours jusqu'au" : `du ${dateFr(from * 1000)} au`;
  return `${untypeset(termsWords[what])}, ${since} ${dateFr(to * 1000 - 1)} (${names.slice(0, namedAtMost).join(", ")}${more})`;
}

/** Of an inventory that is being checked, before a collector reads it. */
export function pastChangesFr(changes: readonly SeenChange[]): string {
  if (changes.length === 0) return "Il ne change rien au passé.\n";
  const lines = changes.slice(0, checkedAtMost).map((change) => `  ${changeFr(change)}`);
  const left = changes.length - lines.length;
  const more = left > 0 ? [`  … et ${count(left, "autre")}`] : [];
  return `${["Attention : il change le passé. Ce sera tracé et dit à côté des chiffres ; dater plutôt l'entrée (from, commissionedOn, removedOn) :", ...lines, ...more].join("\n")}\n`;
}
