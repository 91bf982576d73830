import { typeset } from "./typography.ts";

export const purposeWords = typeset({
  title: "À quoi servent les usages",
  lead: "Pour chaque usage des deux derniers mois, indiquez à quoi il a servi et qui est venu. C'est facultatif. Aucun nom n'est demandé ni gardé.",
  signIn: "S'identifier",
  signInLead: "Cette page est réservée à l'accueil du site et à la conciergerie. Le jeton vous a été remis par l'exploitant de Vigie.",
  token: "Jeton",
  enter: "Entrer",
  leave: "Quitter",
  refused: "Ce jeton n'est pas connu, n'est plus valable ou n'est pas celui de ce site.",
  wait: "Trop d'essais avec un jeton faux. Réessayez dans quelques minutes.",
  ended: "Votre identification a pris fin. Identifiez-vous de nouveau.",
  purpose: "Motif",
  users: "Public",
  nothing: "Non renseigné",
  save: "Enregistrer",
  saveFor: "Enregistrer l'usage du",
  saved: "Enregistré : usage du {use}.",
  gone: "Cet usage n'est plus connu : rien n'a été enregistré.",
  none: "Aucun usage ces deux derniers mois.",
  uses: "Usages des deux derniers mois",
  at: "à",
});
