import type { ReadingKind } from "../../contract/reading-kinds.ts";

/*
 * What readings, their words and their instances are called, on the pages and by `vigie probe`: written here and nowhere else, with an
 * ordinary keyboard. A terminal shows it as it is, the pages typeset it.
 */

const unknown = "état indéterminé";
const registration = { registered: "enregistré", failed: "en échec", off: "désactivé", unknown };
const part = { ok: "en ordre", failed: "en défaut", off: "pas en service", unknown };

interface ReadingWords {
  readonly label: string;
  readonly words?: Readonly<Record<string, string>>;
}

/** What says who a codec is comes first. */
export const readingWords: Readonly<Record<ReadingKind, ReadingWords>> = {
  model: { label: "Modèle" },
  firmware: { label: "Micrologiciel" },
  serial: { label: "Numéro de série" },
  uptime_seconds: { label: "En marche depuis" },
  snmp_uptime_seconds: { label: "Agent SNMP en marche depuis" },
  snmp_engine_boots: { label: "Démarrages de l'agent SNMP" },
  last_shutdown_reason: { label: "Motif du dernier arrêt" },
  last_shutdown_at_seconds: { label: "Dernier arrêt" },
  system_state: {
    label: "Activité",
    words: { ready: "prêt", in_call: "en appel", asleep: "en veille", starting: "en démarrage", unknown },
  },
  active_calls: { label: "Appels en cours" },
  total_call_seconds: { label: "Temps d'appel depuis la mise en service" },
  total_calls: { label: "Appels depuis la mise en service" },
  overall_state: { label: "État général", words: part },
  hardware_state: { label: "État du matériel", words: part },
  sip_registration: { label: "Enregistrement SIP", words: registration },
  h323_registration: { label: "Enregistrement H.323", words: registration },
  cloud_registration: { label: "Enregistrement chez le constructeur", words: registration },
  camera_state: { label: "Caméra", words: part },
  microphone_state: { label: "Microphone", words: part },
  display_state: { label: "Écran", words: part },
  touch_panel_state: { label: "Tablette de commande", words: part },
  network_link_state: { label: "Port réseau", words: part },
  network_speed_bits_per_second: { label: "Débit du port réseau" },
  network_duplex: {
    label: "Duplex du port réseau",
    words: { full: "intégral", half: "semi-duplex" },
  },
  network_port_errors: { label: "Erreurs du port réseau" },
  service_state: { label: "Service associé", words: part },
  time_service_state: { label: "Serveur de temps", words: part },
  tls_state: {
    label: "Identité de l'interface web",
    words: {
      verified: "certificat vérifié",
      pinned: "empreinte vérifiée",
      accepted: "certificat accepté sans vérification",
      clear: "connexion en clair",
    },
  },
  tls_refusal: {
    label: "Interface web écartée",
    words: {
      changed: "certificat différent de celui déclaré",
      renewed: "certificat changé au redémarrage",
      untrusted: "certificat non reconnu",
      too_old: "chiffrement trop ancien",
    },
  },
  forbidden_documents: { label: "Documents refusés à notre compte" },
  temperature_celsius: { label: "Température" },
  temperature_limit_celsius: { label: "Température maximale" },
  temperature_state: { label: "Température (avis du codec)", words: { normal: "normale", high: "élevée", critical: "critique", unknown } },
  diagnostic_errors: { label: "Diagnostics : erreurs" },
  diagnostic_warnings: { label: "Diagnostics : avertissements" },
  diagnostic_level: { label: "Diagnostic", words: { critical: "critique", error: "erreur", warning: "avertissement" } },
  data_age_seconds: { label: "Âge des données du codec" },
  history_state: { label: "Journal d'appels", words: { continuous: "suivi sans interruption", gap: "interrompu" } },
  history_keeping: {
    label: "Conservation du journal d'appels",
    words: { kept: "conservé au redémarrage", lost_at_restart: "perdu au redémarrage" },
  },
  stream_loss_ratio: { label: "Perte de paquets, flux" },
  stream_recent_loss_ratio: { label: "Perte récente, flux" },
  stream_jitter_milliseconds: { label: "Gigue, flux" },
  stream_latency_milliseconds: { label: "Délai aller-retour, flux" },
  stream_rate_bits_per_second: { label: "Débit, flux" },
  stream_frames_per_second: { label: "Images par seconde, flux" },
  stream_resolution: { label: "Définition, flux" },
  clock_offset_seconds: { label: "Écart d'horloge du codec" },
};

/** Instances of the readings of streams. */
export const streamWords: Readonly<Record<string, string>> = {
  "audio-in": "Audio reçu",
  "audio-out": "Audio émis",
  "video-in": "Vidéo reçue",
  "video-out": "Vidéo émise",
  "presentation-in": "Présentation reçue",
  "presentation-out": "Présentation émise",
  in: "Tous flux reçus",
  out: "Tous flux émis",
  all: "Tous flux confondus",
};

/** Instances of `service_state` that drivers name; any other is shown as it came. */
const serviceWords: Readonly<Record<string, string>> = {
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
const serviceFamilies: Readonly<Record<string, string>> = { "sip-proxy": "serveur SIP", gatekeeper: "garde-barrière H.323" };

/** What the instances of readings of streams are called; null: a stream that no driver names so. */
export const streamName = (instance: string): string | null => wordIn(streamWords, instance);

/** Null: a service that no driver names so. */
export function serviceName(instance: string): string | null {
  const [, family = "", rank = ""] = /^([a-z0-9-]+)-(\d+)$/.exec(instance) ?? [];
  const ofSeveral = wordIn(serviceFamilies, family);
  return wordIn(serviceWords, instance) ?? (ofSeveral === null ? null : `${ofSeveral} ${rank}`);
}

/** Codecs name some instances themselves: "constructor" is one like any other. */
function wordIn(words: Readonly<Record<string, string>>, name: string): string | null {
  return Object.hasOwn(words, name) ? (words[name] ?? null) : null;
}
