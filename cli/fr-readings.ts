import type { CallRecord } from "../contract/call.ts";
import { type ReadingKind, readingKinds } from "../contract/reading-kinds.ts";

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
  temperature_limit_celsius: "Température maximale",
  temperature_state: "Température (avis du codec)",
  diagnostic_errors: "Diagnostics : erreurs",
  diagnostic_warnings: "Diagnostics : avertissements",
  diagnostic_level: "Diagnostic",
  data_age_seconds: "Âge des données du codec",
  history_state: "Journal d'appels",
  history_keeping: "Conservation du journal d'appels",
  stream_loss_ratio: "Perte de paquets, flux",
  stream_recent_loss_ratio: "Perte récente, flux",
  stream_jitter_milliseconds: "Gigue, flux",
  stream_latency_milliseconds: "Délai aller-retour, flux",
  stream_rate_bits_per_second: "Débit, flux",
  stream_frames_per_second: "Images par seconde, flux",
  stream_resolution: "Définition, flux",
  clock_offset_seconds: "Écart d'horloge du codec",
};

/** What a stream or a service is called: the instance of a reading. The page says the same of services: a law compares them. */
const instancesFr: Readonly<Record<string, string>> = {
  "audio-in": "audio reçu",
  "audio-out": "audio émis",
  "video-in": "vidéo reçue",
  "video-out": "vidéo émise",
  "presentation-in": "présentation reçue",
  "presentation-out": "présentation émise",
  in: "tous flux reçus",
  out: "tous flux émis",
  directory: "répertoire",
  calendar: "agenda",
  provisioning: "configuration centrale",
  presence: "présence",
  syslog: "journal système",
  isdn: "RNIS",
  "call-records": "tickets d'appel",
  "software-update": "mise à jour",
  "remote-control": "télécommande",
  "media-suite": "enregistreur",
  "uc-board": "tableau interactif",
  "h323-stack": "pile H.323",
  "sip-stack": "pile SIP",
};

/** Services that a codec numbers: "sip-proxy-1". */
const serviceFamiliesFr: Readonly<Record<string, string>> = { "sip-proxy": "serveur SIP", gatekeeper: "garde-barrière H.323" };

/** The name of a reading, with which camera, port or stream it is of. */
export function labelFr(kind: ReadingKind, instance: string | undefined): string {
  return instance === undefined ? kindsFr[kind] : `${kindsFr[kind]} ${instanceFr(instance)}`;
}

function instanceFr(instance: string): string {
  const [, family = "", rank = ""] = /^([a-z0-9-]+)-(\d+)$/.exec(instance) ?? [];
  const ofSeveral = serviceFamiliesFr[family];
  return instancesFr[instance] ?? (ofSeveral === undefined ? instance : `${ofSeveral} ${rank}`);
}

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
  error: "erreur",
  warning: "avertissement",
  verified: "certificat vérifié",
  pinned: "empreinte vérifiée",
  accepted: "certificat accepté sans vérification",
  clear: "connexion en clair",
  continuous: "suivi sans interruption",
  gap: "interrompu",
  kept: "conservé au redémarrage",
  lost_at_restart: "perdu au redémarrage",
};

const decimal = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });
const instant = new Intl.DateTimeFormat("fr-FR", { dateStyle: "short", timeStyle: "short", timeZone: "Europe/Paris" });

const unitsFr: Readonly<Partial<Record<ReadingKind, (value: number) => string>>> = {
  uptime_seconds: durationFr,
  snmp_uptime_seconds: durationFr,
  total_call_seconds: durationFr,
  data_age_seconds: (seconds) => (seconds < 0 ? `−${durationFr(-seconds)}` : durationFr(seconds)),
  clock_offset_seconds: offsetFr,
  network_speed_bits_per_second: (bits) => `${decimal.format(bits / 1_000_000)} Mbit/s`,
  temperature_celsius: degreesFr,
  temperature_limit_celsius: degreesFr,
  stream_loss_ratio: ratioFr,
  stream_recent_loss_ratio: ratioFr,
  stream_jitter_milliseconds: millisecondsFr,
  stream_latency_milliseconds: millisecondsFr,
  stream_rate_bits_per_second: (bits) => `${decimal.format(bits / 1000)} kbit/s`,
};

/** A value as an official would read it. Texts of the codec are shown as they are. */
export function valueFr(kind: ReadingKind, value: number | string): string {
  if (typeof value === "number") return unitsFr[kind]?.(value) ?? decimal.format(value);
  if (readingKinds[kind].type === "text") return value;
  return (kind.endsWith("_registration") ? registrationWordsFr[value] : undefined) ?? wordsFr[value] ?? value;
}

function degreesFr(degrees: number): string {
  return `${decimal.format(degrees)} °C`;
}

export function ratioFr(ratio: number): string {
  return `${decimal.format(ratio * 100)} %`;
}

export function millisecondsFr(ms: number): string {
  return `${decimal.format(ms)} ms`;
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
  if (days > 0) return hours === 0 ? `${days} j` : `${days} j ${hours} h`;
  if (hours > 0) return minutes === 0 ? `${hours} h` : `${hours} h ${minutes} min`;
  if (minutes === 0) return `${seconds} s`;
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

export const callDirectionsFr: Readonly<Record<CallRecord["direction"], string>> = { in: "reçu", out: "émis", unknown: "?" };

export const callProtocolsFr: Readonly<Record<CallRecord["protocol"], string>> = {
  sip: "SIP",
  h323: "H.323",
  isdn: "RNIS",
  cloud: "service en ligne",
  unknown: "?",
};

export const instantFr = (ms: number): string => instant.format(ms);
