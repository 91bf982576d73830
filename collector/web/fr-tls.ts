import type { TlsRefusal } from "../states/tls-refusal.ts";
import { typeset } from "./typography.ts";

interface RefusalWords {
  /** « {since} » is « depuis 2 h 10 (23/11/2026 11:55) » or nothing. */
  readonly cause: string;
  readonly action: string;
  /** On a card of the overview. */
  readonly short: string;
}

/** It is we who hang up: the account has nothing to do with it, and no password is sent. */
export const tlsRefusalWords: Readonly<Record<TlsRefusal, RefusalWords>> = {
  changed: typeset({
    cause:
      "L'agent ne parle plus à l'interface web{since} : son certificat n'est pas celui dont l'empreinte est déclarée. Aucun mot de passe n'a été envoyé.",
    action:
      "Vérifiez d'abord que c'est bien cet équipement qui répond à cette adresse ; si son certificat a été remplacé, déclarez la nouvelle empreinte (fingerprintSha256).",
    short:
      "disponible, mais son certificat n'est pas celui déclaré : vérifiez que c'est bien cet équipement, puis déclarez la nouvelle empreinte",
  }),
  renewed: typeset({
    cause:
      "L'agent ne parle plus à l'interface web{since} : son certificat a changé, ce que cette famille fait à chaque redémarrage. Aucun mot de passe n'a été envoyé.",
    action:
      "Retirez l'empreinte déclarée (fingerprintSha256) : elle serait périmée au prochain redémarrage. Installez plutôt sur l'équipement un certificat signé par l'autorité du site et déclarez verifyTls et son autorité (caFile dans agent.yml, ca dans l'inventaire) ; à défaut, sans empreinte, tout certificat est accepté et cette page le signale.",
    short: "disponible, mais son certificat a changé au redémarrage, comme à chaque fois : retirez l'empreinte déclarée",
  }),
  untrusted: typeset({
    cause:
      "L'agent ne parle plus à l'interface web{since} : son certificat n'est signé par aucune autorité connue, est périmé, ou ne porte pas ce nom. Aucun mot de passe n'a été envoyé.",
    action:
      "Installez sur l'équipement un certificat signé par l'autorité du site et en cours de validité, ou déclarez l'autorité qui l'a signé (caFile dans agent.yml, ca dans l'inventaire).",
    short:
      "disponible, mais son certificat n'est pas reconnu : installez-en un signé par l'autorité du site, ou déclarez cette autorité (caFile dans agent.yml, ca dans l'inventaire)",
  }),
  too_old: typeset({
    cause:
      "L'agent ne parle plus à l'interface web{since} : elle ne connaît qu'un chiffrement trop ancien (TLS 1.0 ou 1.1, ou clé trop courte). Aucun mot de passe n'a été envoyé.",
    action: "Mettez l'équipement à jour ; à défaut, admettez l'exception pour lui seul (http.tlsMinimum).",
    short: "disponible, mais son chiffrement est trop ancien : mettez-le à jour, ou admettez l'exception (http.tlsMinimum)",
  }),
};

export const tlsRetry = typeset({ text: "L'agent essaie de nouveau toutes les dix minutes." }).text;

/** A fingerprint is good advice for a certificate that stays. */
const accepted = "L'identité de l'équipement n'est pas vérifiée : son certificat est accepté sans contrôle.";
const bySite =
  "un certificat signé par l'autorité du site, et déclarez verifyTls et son autorité (caFile dans agent.yml, ca dans l'inventaire)";

export const acceptedAdvice = typeset({
  stays: `${accepted} Déclarez son empreinte dans la configuration de l'agent.`,
  renewed: `${accepted} Cette famille en change à chaque redémarrage, une empreinte ne servirait donc à rien : installez-y ${bySite}.`,
  unknown: `${accepted} Déclarez son empreinte dans la configuration de l'agent ; sur un Poly (Studio X, G7500, RealPresence Group), qui en change à chaque redémarrage, installez plutôt ${bySite}.`,
});
