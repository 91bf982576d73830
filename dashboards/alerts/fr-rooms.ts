import type { AlertWords } from "./alert.ts";
import { count, lasting, room, site } from "./fr-names.ts";

const here = `${room}, ${site}`;

export const frRooms: Readonly<Record<string, AlertWords>> = {
  VisioEndpointDown: {
    summary: `Équipement en panne : ${here}, ${lasting}`,
    affected: "Les usagers de cette salle : aucune visioconférence n'y est possible.",
    action: "Appeler le site : l'équipement est-il allumé, et son câble réseau branché ?",
  },
  VisioRegistrationLost: {
    summary: `Plus d'enregistrement : ${here}, ${lasting}`,
    affected: "Les usagers de cette salle : on ne peut plus l'appeler, ni appeler par son annuaire.",
    action: "Ouvrir la page de l'équipement et lire quel enregistrement échoue (SIP, H.323 ou constructeur).",
  },
  VisioPartFailed: {
    summary: `Élément en défaut ({{ $labels.part }}) : ${here}`,
    affected: "Les usagers de cette salle : ils ne sont pas vus, pas entendus, ou ne peuvent pas commander l'équipement.",
    action: "Faire vérifier le branchement de l'élément nommé, puis redémarrer l'équipement hors réunion.",
  },
  VisioTemperatureHigh: {
    summary: `Température élevée : ${here}`,
    affected: "Personne pour l'instant ; l'équipement peut s'arrêter de lui-même.",
    action: "Faire dégager les aérations et vérifier la ventilation de la baie.",
  },
  VisioCredentialsRefused: {
    summary: `Identifiants refusés (voie {{ $labels.channel }}) : ${here}`,
    affected: "La surveillance : une partie de ce que dit l'équipement n'est plus lue. La salle peut servir.",
    action: "Comparer le mot de passe ou la communauté du site avec ceux de l'équipement. Ne pas essayer plusieurs mots de passe.",
  },
  VisioIdentityRefused: {
    summary: `Certificat de l'équipement écarté ({{ $labels.tls }}) : ${here}`,
    affected: "La surveillance : Vigie n'envoie plus de mot de passe à cette interface. La salle peut servir.",
    action: "Demander au site si l'équipement a été remplacé ou réinitialisé avant d'accepter le nouveau certificat.",
  },
  VisioCodecClockWrong: {
    summary: `Horloge de l'équipement décalée de ${count} s : ${here}`,
    affected: "La datation des appels de cette salle, et ses certificats.",
    action: "Renseigner le serveur de temps dans les réglages de l'équipement.",
  },
  VisioProofTooOld: {
    summary: `Aucune réponse utile ${lasting} : ${here}`,
    affected: "La mesure : l'état de cette salle n'est plus prouvé. La salle peut servir.",
    action: "Ouvrir la page de l'équipement et lire, voie par voie, pourquoi rien n'est lu.",
  },
  VisioCallQualityPoor: {
    summary: `Mauvaise qualité pendant un appel : ${here} (perte ou gigue : {{ printf "%.3f" $value }})`,
    affected: "Les participants de l'appel en cours : image figée, son haché.",
    action: "Lire quel flux perd des paquets, et dans quel sens, puis saisir l'opérateur si le port du codec est en ordre.",
  },
  VisioMaintenance: {
    summary: `Maintenance en cours : ${here}`,
    affected: "Les usagers de cette salle, prévenus.",
    action: "Rien : ses alertes se taisent jusqu'à la fin annoncée.",
  },
};
