import { snmpAuthProtocols, snmpPrivProtocols } from "../agent/poll/endpoint-settings.ts";
import type { Channel, Outcome } from "../contract/observation.ts";
import type { ReadingKind } from "../contract/reading-kinds.ts";

export const probeHelp = `Interroge une fois un équipement de visioconférence et affiche ce qu'il répond. Rien n'est enregistré ni envoyé.

Usage :
  vigie probe HÔTE [options]

Sans aucune option de canal, l'équipement est interrogé en SNMP v2c avec la communauté « public ».

Options :
      --driver FAMILLE                 famille de l'équipement, ou « auto » (par défaut : reconnue à la première réponse)
      --snmp-port PORT                 port SNMP (161 par défaut)
      --snmp-community MOT             SNMP v2c : communauté de lecture
      --snmp-user NOM                  SNMP v3 (authentifié et chiffré) : utilisateur
      --snmp-auth-protocol ALGORITHME  ${snmpAuthProtocols.join(", ")} (sha256 par défaut)
      --snmp-auth-password-file F      fichier du mot de passe d'authentification
      --snmp-priv-protocol ALGORITHME  ${snmpPrivProtocols.join(", ")} (aes par défaut)
      --snmp-priv-password-file F      fichier du mot de passe de chiffrement
      --http-url URL                   adresse de l'interface web (https://HÔTE par défaut)
      --http-user NOM                  utilisateur de l'interface web
      --http-password-file F           fichier de son mot de passe
      --http-verify-tls                refuse un certificat que cette machine ne reconnaît pas
      --http-fingerprint EMPREINTE     n'accepte que ce certificat (SHA-256)
      --timeout SECONDES               attente de chaque réponse (3 par défaut)
      --json                           affiche le résultat en JSON
  -h, --help                           affiche cette aide

Exemples :
  vigie probe 192.0.2.10
  vigie probe 192.0.2.10 --snmp-community lecture-seule
  vigie probe salle-conseil.exemple.fr --snmp-user vigie \\
      --snmp-auth-password-file auth.secret --snmp-priv-password-file priv.secret
  vigie probe 192.0.2.11 --driver cisco-ce --http-user vigie --http-password-file web.secret --json

Codes de sortie :
  0    l'équipement répond
  2    il est muet
  3    il refuse nos identifiants
  4    sa réponse est illisible
  5    ce n'est pas un équipement de visioconférence
  64   commande mal écrite
`;

export const probeFr = {
  hostWanted: "Il manque l'équipement : vigie probe HÔTE",
  unknownFamily: (family: string, families: readonly string[]) =>
    `Famille inconnue : ${family} ; les familles : auto, ${families.join(", ")}`,
  badPort: (text: string) => `Port SNMP incorrect : ${text}`,
  badTimeout: (text: string) => `Attente incorrecte : ${text} (entre 0,1 et 30 secondes)`,
  badUrl: (text: string) => `Adresse incorrecte : ${text} (attendu : http:// ou https://, sans identifiants ni chemin)`,
  badFingerprint: "Empreinte incorrecte : 64 chiffres hexadécimaux attendus",
  oneOf: (option: string, words: readonly string[]) => `--${option} : valeurs possibles ${words.join(", ")}`,
  together: (option: string, missing: string) => `--${option} ne va pas sans --${missing}`,
  notTogether: "--snmp-community (v2c) et --snmp-user (v3) ne vont pas ensemble",
  secretFile: (option: string, problem: string) => `--${option} : ${problem}`,
} as const;

export const outcomesFr: Readonly<Record<Outcome, string>> = {
  answered: "répond",
  silent: "muet",
  refused: "refuse",
  garbled: "illisible",
};

export const channelsFr: Readonly<Record<Channel, string>> = { snmp: "SNMP", http: "Web", tcp: "TCP", icmp: "ICMP" };

const notesFr: Readonly<Record<string, string>> = {
  snmp_timeout: "aucune réponse dans le délai ; une communauté fausse donne le même silence",
  snmp_not_sent: "l'envoi a échoué",
  snmp_undecodable: "réponse indécodable",
  snmp_invalid_response: "réponse qui ne correspond pas à la question",
  snmp_unexpected_report: "rapport SNMP v3 en réponse à une question v2c",
  snmp_no_access: "accès interdit par l'équipement",
  socket_error: "erreur réseau de cette machine",
  name_not_found: "nom introuvable",
  usm_unknown_user_name: "utilisateur SNMP v3 inconnu",
  usm_wrong_digest: "mot de passe d'authentification ou algorithme faux",
  usm_decryption_error: "mot de passe de chiffrement ou algorithme faux",
  usm_ignored: "se présente, puis ignore nos questions : mot de passe de chiffrement faux, ou accès non accordé",
  usm_unsupported_security_level: "niveau de sécurité non accepté",
  usm_not_in_time_window: "horloge SNMP v3 décalée",
  usm_unknown_engine_id: "identité SNMP v3 changée",
  usm_report_loop: "rapports SNMP v3 sans fin",
  not_a_codec: "ce n'est pas un équipement de visioconférence",
  unknown_family: "répond, mais aucune famille ne le reconnaît",
  connect_timeout: "connexion impossible dans le délai",
  connection_refused: "port fermé",
  connection_closed: "connexion coupée",
  no_route: "réseau inaccessible",
  http_timeout: "réponse trop lente",
  http_failed: "échange impossible",
  not_http: "ce n'est pas du HTTP",
  tls_failed: "négociation TLS impossible",
  too_large: "réponse démesurée",
  login_page: "renvoie à la page de connexion : utilisateur ou mot de passe faux",
  html: "répond une page pour navigateur, pas un document",
  not_this_document: "répond autre chose que le document demandé : sans doute un autre appareil",
  not_authenticated: "dit que l'utilisateur n'est pas authentifié",
  snmp_nothing_there: "répond en SNMP, mais n'a aucune valeur à donner",
  not_xml: "document XML illisible",
  not_json: "document JSON illisible",
  certificate_changed: "le certificat n'est pas celui attendu",
  certificate_not_trusted: "certificat non reconnu par cette machine",
  http_401: "utilisateur ou mot de passe faux (401)",
  http_403: "accès interdit à cet utilisateur (403)",
  http_404: "page absente : sans doute une autre famille (404)",
};

export const noteFr = (note: string): string => notesFr[note] ?? (note.startsWith("http_") ? `réponse HTTP ${note.slice(5)}` : note);

export const kindsFr: Readonly<Record<ReadingKind, string>> = {
  model: "Modèle",
  firmware: "Micrologiciel",
  serial: "Numéro de série",
  uptime_seconds: "En marche depuis",
  snmp_uptime_seconds: "Agent SNMP en marche depuis",
  snmp_engine_boots: "Démarrages de l'agent SNMP",
  last_shutdown_reason: "Motif du dernier arrêt",
  system_state: "Activité",
  active_calls: "Appels en cours",
  total_call_seconds: "Temps d'appel depuis la mise en service",
  total_calls: "Appels depuis la mise en service",
  overall_state: "État général",
  hardware_state: "État du matériel",
  sip_registration: "Enregistrement SIP",
  h323_registration: "Enregistrement H.323",
  cloud_registration: "Enregistrement chez le constructeur",
  camera_state: "Caméra",
  microphone_state: "Microphone",
  display_state: "Écran",
  touch_panel_state: "Tablette de commande",
  network_link_state: "Port réseau",
  network_speed_bits_per_second: "Débit du port réseau",
  service_state: "Service associé",
  time_service_state: "Serveur de temps",
  tls_state: "Identité de l'interface web",
  temperature_celsius: "Température",
  temperature_state: "Température (avis du codec)",
  diagnostic_errors: "Diagnostics : erreurs",
  diagnostic_warnings: "Diagnostics : avertissements",
  diagnostic_level: "Diagnostic",
  data_age_seconds: "Âge des données du codec",
  history_state: "Journal d'appels",
  stream_loss_ratio: "Perte de paquets, flux",
  stream_recent_loss_ratio: "Perte récente, flux",
  stream_jitter_milliseconds: "Gigue, flux",
  stream_latency_milliseconds: "Délai aller-retour, flux",
  stream_rate_bits_per_second: "Débit, flux",
  stream_frames_per_second: "Images par seconde, flux",
  stream_resolution: "Définition, flux",
  clock_offset_seconds: "Écart d'horloge du codec",
};

const registrationWordsFr: Readonly<Record<string, string>> = { registered: "enregistré", failed: "en échec", off: "désactivé" };

const wordsFr: Readonly<Record<string, string>> = {
  ok: "en ordre",
  failed: "en défaut",
  off: "pas en service",
  unknown: "état indéterminé",
  ready: "prêt",
  in_call: "en appel",
  asleep: "en veille",
  starting: "en démarrage",
  normal: "normale",
  high: "élevée",
  critical: "critique",
};

const decimal = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
const instant = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Paris" });

/** A value as an official would read it. Texts of the codec are shown as they are. */
export function valueFr(kind: ReadingKind, value: number | string): string {
  if (kind === "model" || kind === "firmware" || kind === "serial") return String(value);
  if (typeof value === "string")
    return (kind.endsWith("_registration") ? registrationWordsFr[value] : undefined) ?? wordsFr[value] ?? value;
  if (kind === "uptime_seconds") return durationFr(value);
  if (kind === "network_speed_bits_per_second") return `${decimal.format(value / 1_000_000)} Mbit/s`;
  if (kind === "temperature_celsius") return `${decimal.format(value)} °C`;
  if (kind === "clock_offset_seconds") return offsetFr(value);
  return decimal.format(value);
}

/** The sign says whose clock is ahead: « + », the codec's. */
function offsetFr(seconds: number): string {
  if (seconds === 0) return "0 s";
  return `${seconds < 0 ? "−" : "+"}${durationFr(Math.abs(seconds))}`;
}

export function durationFr(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return `${days} j ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

export const instantFr = (ms: number): string => instant.format(ms);

export const pageFr = {
  title: (host: string, outcome: Outcome, family: string | null) =>
    `${host} : ${outcomesFr[outcome]}${family === null ? "" : `, famille ${family}`}`,
  notACodec: (host: string, name: string) => `${host} : ${name}, ce n'est pas un équipement de visioconférence`,
  channels: ["Canal", "Réponse", "Détail"],
  readings: ["Mesure", "Valeur"],
  calls: (count: number, connected: number) =>
    `Journal d'appels : ${count} ${count < 2 ? "appel" : "appels"}, dont ${connected} ${connected < 2 ? "abouti" : "aboutis"}`,
  callColumns: ["Début", "Durée", "Sens", "Protocole", "Pertes"],
  lastCalls: (shown: number) => `Les ${shown} derniers :`,
  directions: { in: "reçu", out: "émis", unknown: "?" },
  protocols: { sip: "SIP", h323: "H.323", isdn: "RNIS", cloud: "nuage", unknown: "?" },
  loss: (ratio: number | undefined) => (ratio === undefined ? "" : `${decimal.format(ratio * 100)} %`),
  notConnected: "non abouti",
  dropped: (count: number, addresses: readonly string[]) =>
    `${count} ${count < 2 ? "valeur écartée" : "valeurs écartées"} (contraire à sa définition) : ${addresses.join(", ")}`,
} as const;
