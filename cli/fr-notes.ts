import type { Outcome } from "../contract/observation.ts";

/** By the fixed word that a channel gives; numbers of HTTP without a sentence are told as they are. */
export const notesFr: Readonly<Record<string, string>> = {
  snmp_timeout: "aucune réponse dans le délai ; une communauté erronée donne le même silence",
  snmp_not_sent: "l'envoi a échoué",
  snmp_undecodable: "réponse indécodable",
  snmp_invalid_response: "réponse qui ne correspond pas à la question",
  snmp_unexpected_report: "rapport SNMP v3 en réponse à une question v2c",
  snmp_no_access: "accès interdit par l'équipement",
  socket_error: "erreur réseau de cette machine",
  name_not_found: "nom introuvable",
  usm_unknown_user_name: "utilisateur SNMP v3 inconnu",
  usm_wrong_digest: "mot de passe d'authentification ou algorithme incorrect",
  usm_decryption_error: "mot de passe de chiffrement ou algorithme incorrect",
  usm_ignored: "se présente, puis ignore nos questions : mot de passe de chiffrement incorrect, ou accès non accordé",
  usm_unsupported_security_level: "niveau de sécurité non accepté",
  usm_not_in_time_window: "horloge SNMP v3 décalée",
  usm_unknown_engine_id: "identité SNMP v3 changée",
  usm_report_loop: "rapports SNMP v3 sans fin",
  not_a_codec: "ce n'est pas un équipement de visioconférence",
  unknown_family: "répond, mais aucune famille ne le reconnaît",
  maker_alone: "son numéro est celui d'un fabricant de codecs, mais rien ne dit que c'en est un ; si c'en est un, déclarer sa famille",
  connect_timeout: "connexion impossible dans le délai",
  connection_refused: "port fermé",
  connection_closed: "connexion coupée",
  no_route: "réseau inaccessible",
  http_timeout: "réponse trop lente",
  still_answering: "travaille encore à ce qui lui a été demandé plus tôt : on ne le lui redemande pas",
  asked_hourly: "si lent qu'il retarderait les relevés d'état : l'agent ne le demande qu'une fois par heure",
  no_time_left: "pas demandé : les documents précédents ont pris tout le temps de ce relevé",
  http_failed: "échange impossible",
  not_http: "ce n'est pas du HTTP",
  tls_failed: "négociation TLS impossible",
  tls_too_old: "chiffrement trop ancien (TLS 1.0 ou 1.1, ou clé trop courte) ; pour l'admettre : http.tlsMinimum (ici --http-tls-minimum)",
  too_large: "réponse démesurée",
  login_page: "renvoie à la page de connexion : utilisateur ou mot de passe incorrect",
  html: "renvoie une page web, pas un document",
  not_this_document: "renvoie autre chose que le document demandé : sans doute un autre appareil",
  not_authenticated: "dit que l'utilisateur n'est pas authentifié",
  snmp_nothing_there: "répond en SNMP, mais n'a aucune valeur à donner",
  not_xml: "document XML illisible",
  not_json: "document JSON illisible",
  certificate_changed:
    "son certificat n'est pas celui attendu, aucun mot de passe n'a été envoyé : vérifier que c'est bien cet équipement, puis déclarer la nouvelle empreinte",
  certificate_renewed:
    "son certificat a changé, ce que cette famille fait à chaque redémarrage, aucun mot de passe n'a été envoyé : y installer un certificat signé par l'autorité du site (ici --http-ca), ou ne pas exiger d'empreinte",
  certificate_not_trusted:
    "certificat non reconnu par cette machine, aucun mot de passe n'a été envoyé : déclarer l'autorité qui l'a signé (ici --http-ca), ou en installer un signé par l'autorité du site",
  certificate_expired:
    "son certificat est périmé, aucun mot de passe n'a été envoyé : vérifier l'heure de cette machine, puis renouveler le certificat sur l'équipement",
  certificate_not_yet_valid:
    "son certificat n'est pas encore valable, aucun mot de passe n'a été envoyé : vérifier l'heure de cette machine, puis la date de début du certificat",
  certificate_other_name:
    "son certificat est celui d'un autre nom ou d'une autre adresse, aucun mot de passe n'a été envoyé : vérifier l'adresse, puis installer un certificat qui la porte",
  page_of_another:
    "sa page d'accueil est celle d'un autre appareil que la famille demandée, aucun mot de passe n'a été envoyé : vérifier l'adresse et --driver",
  another_device: "un autre appareil répond à cette adresse",
  compressed: "réponse compressée malgré notre demande",
  no_session: "aucune session ouverte : la réponse ne donne pas de quoi la garder",
  session_already_active: "une session est déjà ouverte pour cet utilisateur",
  sign_in_refused: "refuse d'ouvrir une session : utilisateur ou mot de passe incorrect, trop d'essais, ou trop de sessions déjà ouvertes",
  session_dropped: "l'équipement ferme nos sessions sitôt ouvertes ; le prochain relevé essaiera de nouveau",
  signed_out: "la session a été fermée par l'équipement",
  ping_missing: "la commande ping n'est pas installée sur cette machine",
  ping_not_permitted: "cette machine n'a pas le droit d'envoyer d'écho",
  ping_busy: "trop d'échos attendus à la fois sur cette machine",
  ping_failed: "la commande ping a échoué sur cette machine",
  ping_timeout: "aucun écho dans le délai",
  http_401: "utilisateur ou mot de passe incorrect (401)",
  http_403: "accès interdit à cet utilisateur (403)",
  http_404: "document absent : sans doute une autre famille (404)",
  http_407: "un serveur mandataire est sur le chemin et veut un mot de passe (407) : joindre l'équipement sans passer par lui",
  http_412:
    "trop de sessions ouvertes sur l'équipement, ou session refusée (412) : fermer sur son interface web celles qui ne servent plus, puis réessayer",
  http_423:
    "compte verrouillé, sans doute après trop d'essais (423) : le déverrouiller sur l'équipement, ou attendre, puis vérifier le mot de passe",
  http_429: "trop d'essais : la porte est fermée un moment (429) ; attendre avant de réessayer, et vérifier le mot de passe",
  http_500: "erreur interne de l'équipement (500) : réessayer ; si elle dure, le redémarrer",
  http_503: "serveur occupé (503) : réessayer dans quelques minutes ; s'il le reste, redémarrer l'équipement",
};

/** Of a codec that proved to be itself. */
const ofTheCodec: Readonly<Record<string, string>> = {
  http_404: "document absent de cet équipement (404)",
  not_this_document: "ce n'est pas le document attendu",
  http_403: "document interdit à cet utilisateur (403) : lui donner, sur l'équipement, le rôle qui le lit ; le reste est lu",
  login_page:
    "document refusé à cet utilisateur, renvoyé à la connexion : lui donner, sur l'équipement, le rôle qui le lit ; le reste est lu",
  not_authenticated: "document refusé à cet utilisateur : lui donner, sur l'équipement, le rôle qui le lit ; le reste est lu",
};

/** A page that is missing says something of the family only when nothing else was answered. */
export function noteFr(note: string, outcome: Outcome | null): string {
  if (outcome === "answered" && note in ofTheCodec) return ofTheCodec[note] ?? note;
  return notesFr[note] ?? (note.startsWith("http_") ? `réponse HTTP ${note.slice(5)}` : note);
}
