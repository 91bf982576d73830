import type { PastChange } from "../accounts/terms-changes.ts";
import { typeset } from "./typography.ts";

/** What an inventory changed of time that had passed. */
export const termsWords: Readonly<Record<PastChange["what"], string>> = typeset({
  hours: "horaires d'ouverture",
  closures: "fermetures",
  contracts: "engagements du contrat",
  territories: "rattachement au territoire",
  in_service: "dates de mise en service ou de retrait",
});

export const termsSentences = typeset({
  seen: "Inventaire modifié rétroactivement le {when} : {what}, {times}. Les chiffres d'avant cette date peuvent en différer.",
  unwritten: "L'inventaire dit autre chose du passé que ce que le collecteur a retenu : {what}, {times}.",
  between: "du {from} au {to}",
  sinceEver: "depuis toujours jusqu'au {to}",
});
