import { simulatedFamilies } from "./codec-view.ts";
import type { CodecEvent } from "./script.ts";

export const words = {
  help: `Simule un parc de codecs de visioconférence sur les adresses de bouclage de cette machine.

Usage : node simulator/main.ts --codecs N [options]

  --codecs N             nombre de codecs (1 à 5000)
  --family NOM           une seule famille : ${simulatedFamilies.join(", ")} (par défaut, toutes)
  --own-addresses        une adresse 127.1.x.y par codec, sur les mêmes ports (Linux)
  --snmp-port N          port SNMP du premier codec (par défaut 11610 ; 0 : ports libres)
  --http-port N          port HTTPS du premier codec (par défaut 18443 ; 0 : ports libres)
  --no-http              SNMP seulement
  --community MOT        communauté SNMP v2c (par défaut public)
  --list FICHIER         écrit le parc en JSON : nom, famille, adresse, port SNMP, adresse web
  --random GRAINE        pannes et appels au hasard, les mêmes pour la même graine
  --script FICHIER       joue un script JSON : [{"atS": 5, "codec": "codec-0001", "does": "reboot", "silentS": 30}]

SNMPv3 : utilisateur vigie, SHA-256 et AES-128, mots de passe authentification et confidentialite.
Web : utilisateur admin, mot de passe demonstration.

Exemple : node simulator/main.ts --codecs 2000 --own-addresses --list parc.json`,
  ready: (codecs: number, ms: number): string => `${codecs} codecs simulés répondent (prêts en ${ms} ms). Ctrl-C pour arrêter.`,
  badArguments: "option inconnue ou mal écrite : node simulator/main.ts --help",
  badCount: "--codecs attend un nombre de 1 à 5000",
  badFamily: (family: string): string => `famille inconnue : ${family}`,
  badPort: (port: string): string => `port invalide : ${port}`,
  badScript: (file: string): string => `le script ${file} n'est pas une liste de lignes {atS, codec, does, …}`,
  event: (codec: string, event: CodecEvent): string => `${codec} : ${eventWords(event)}`,
};

const faultWords = {
  silence: "ne répond plus",
  "wrong-password": "refuse le mot de passe",
  garbage: "répond n'importe quoi",
  slow: "répond lentement",
  "lose-registration": "enregistrement SIP perdu",
  "unplug-camera": "caméra débranchée",
} as const;

const failureWords = {
  busy: "occupé",
  no_answer: "pas de réponse",
  rejected: "refusé",
  unreachable: "interlocuteur introuvable",
  network: "réseau en défaut",
  rolled_over: "nouvelle tentative par un autre protocole",
} as const;

/** What happens to a codec, after its name and a colon. */
export function eventWords(event: CodecEvent): string {
  switch (event.does) {
    case "call":
      return `appel${event.rollsOver === true ? " (H.323, puis SIP)" : ""} de ${duration(event.durationS)}${lossWords(event.lossRatio ?? 0)}`;
    case "missed-call":
      return "appel manqué";
    case "failed-call":
      return `appel non abouti : ${failureWords[event.cause]}`;
    case "set-clock":
      return event.aheadS === 0
        ? "horloge remise à l'heure"
        : `horloge ${event.aheadS > 0 ? "en avance" : "en retard"} de ${duration(Math.abs(event.aheadS))}`;
    case "hang-up":
      return "fin d'appel";
    case "reboot":
      return `redémarre (${duration(event.silentS)})`;
    case "restart-snmp":
      return "son agent SNMP redémarre, pas lui";
    case "recover":
      return "rétabli";
    default:
      return `${faultWords[event.does]}${"channel" in event ? channelWords(event.channel) : ""}${during(event.durationS)}`;
  }
}

function lossWords(lossRatio: number): string {
  return lossRatio < 0.01 ? "" : `, ${percent(lossRatio, 1)} de pertes`;
}

function channelWords(channel: "snmp" | "http" | undefined): string {
  if (channel === undefined) return "";
  return channel === "http" ? " par son interface web" : " en SNMP";
}

function during(seconds: number | undefined): string {
  return seconds === undefined ? "" : ` (${duration(seconds)})`;
}

/** Seconds, rounded and never none: « 40 s », « 10 min », « 2 min 05 s ». */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${String(rest).padStart(2, "0")} s`;
}

export function percent(part: number, whole: number): string {
  return new Intl.NumberFormat("fr-FR", { style: "percent", maximumFractionDigits: 1 }).format(whole === 0 ? 1 : part / whole);
}
