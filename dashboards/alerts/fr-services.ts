import type { AlertWords } from "./alert.ts";
import { agent, count, lasting } from "./fr-names.ts";

const measureOf = "La mesure du site. Les salles peuvent servir.";

export const frServices: Readonly<Record<string, AlertWords>> = {
  VisioAgentClockWrong: {
    summary: `Horloge de l'agent ${agent} décalée de ${count} s`,
    affected: "La datation de ce que relève cet agent ; au-delà d'une minute d'avance, ses relevés attendent.",
    action: "Vérifier la synchronisation de la machine : timedatectl status.",
  },
  VisioAgentBacklogGrowing: {
    summary: `L'agent ${agent} envoie moins qu'il ne relève`,
    affected: "Le passé de ses sites, qui arrive en retard. Le présent est à jour.",
    action: "Lire le journal de l'agent : ligne trop lente, ou envois refusés ?",
  },
  VisioAgentDiskRefuses: {
    summary: `L'agent ${agent} ne peut plus écrire sur son disque`,
    affected: "Ses relevés tiennent en mémoire : une coupure de courant les perdrait.",
    action: "Libérer de la place, ou remplacer le disque, sur la machine de l'agent.",
  },
  VisioObservationsLost: {
    summary: `L'agent ${agent} a perdu ${count} relevés ({{ $labels.reason }})`,
    affected: "La couverture de la mesure : ce temps restera inconnu. Le collecteur vient de l'apprendre ; la perte peut être ancienne.",
    action: "Lire le motif dans la page des agents, et supprimer la cause avant la prochaine coupure.",
  },
  VisioReplacedCredentialUsed: {
    summary: `Un ancien certificat ou jeton de l'agent ${agent} a été présenté`,
    affected: "Personne si une sauvegarde a été restaurée ; sinon, quelqu'un d'autre parle au nom de cet agent.",
    action: "Demander au site si la machine a été clonée ou restaurée ; dans le doute, révoquer et admettre de nouveau.",
  },
  VisioPlanNotApplied: {
    summary: `L'agent ${agent} n'applique pas son plan ({{ $labels.state }})`,
    affected: "Les équipements que ce plan ajoute ou change. Les autres restent surveillés.",
    action: "Lire la raison : vigie agents list ; le plus souvent un secret manque sur le site.",
  },
  VisioCollectorDown: {
    summary: "Le collecteur Vigie ne répond plus",
    affected: "La surveillance entière est aveugle. Rien n'est perdu : les agents gardent trente jours de relevés.",
    action: "Se connecter à sa machine : le service tourne-t-il, le disque est-il plein, que dit la fin du journal ?",
  },
  VisioStatesLate: {
    summary: `Le collecteur ne conclut plus les états : ${count} relevés attendent`,
    affected: "Les pages et les alertes, qui montrent le passé. Rien n'est perdu.",
    action: "Lire le journal du collecteur : states cannot be concluded.",
  },
  VisioInfluxStuck: {
    summary: `InfluxDB ne reçoit plus rien ${lasting}`,
    affected: "Les courbes de Grafana. Les alertes et les rapports n'en dépendent pas.",
    action: "Vérifier le service InfluxDB et son disque ; le retard se comble ensuite de lui-même.",
  },
  VisioReportNotSent: {
    summary: `Le rapport trimestriel n'est ni émis ni envoyé ${lasting}`,
    affected: "La Région et les destinataires du rapport. La mesure et le registre n'en souffrent pas.",
    action: "Lancer à la main vigie report deliver avec --config : la commande dit ce qui manque.",
  },
  VisioInfluxSetAside: {
    summary: `InfluxDB a refusé ${count} points pour de bon`,
    affected: "Quelques points des courbes. Le registre garde tout.",
    action: "Lire le motif du refus dans le journal du collecteur.",
  },
  VisioLedgerDiskFull: {
    summary: `Disque du registre presque plein : {{ $value | humanize1024 }}o libres`,
    affected: "Bientôt tout le monde : sans place, le collecteur ne prend plus rien.",
    action: "Agrandir le volume ou libérer de la place. Ne rien effacer du dossier de données de Vigie.",
  },
  VisioLedgerDiskFilling: {
    summary: "Le disque du registre sera plein dans moins de quatre jours",
    affected: "Personne pour l'instant.",
    action: "Chercher ce qui grossit, puis agrandir le volume ou raccourcir la conservation des relevés.",
  },
  VisioCertificateExpiring: {
    summary: "Le certificat du collecteur expire dans {{ $value | humanizeDuration }}",
    affected: "Bientôt tous les agents et tous les navigateurs : ils refuseront le collecteur.",
    action: "Renouveler le certificat de tls.certFile, puis redémarrer le collecteur.",
  },
  VisioInventoryRefused: {
    summary: `Inventaire refusé : ${count} problème(s), l'ancien reste en vigueur`,
    affected: "Les changements d'inventaire, sans effet jusqu'à correction.",
    action: "Lancer vigie inventory check sur le fichier : chaque ligne à corriger est nommée.",
  },
  VisioEnvelopesRefused: {
    summary: `Envois d'agents refusés ({{ $labels.code }}) : ${count} en une heure`,
    affected: "La mesure des sites dont l'agent est refusé ; il garde ses relevés.",
    action: "Trouver l'agent dans le journal du collecteur, puis vigie agents list.",
  },
  VisioObservationsRejected: {
    summary: `${count} relevés rejetés ({{ $labels.code }})`,
    affected: measureOf,
    action: "Le plus souvent un équipement que l'inventaire ne donne pas à cet agent : corriger l'inventaire.",
  },
  VisioNotificationsFailing: {
    summary: "Des notifications d'alerte n'arrivent pas",
    affected: "Les personnes d'astreinte : elles peuvent ignorer une panne.",
    action: "Lire le journal d'Alertmanager et essayer chaque moyen d'envoi.",
  },
  VisioWatchdog: {
    summary: "Les alertes fonctionnent",
    affected: "Personne. C'est l'absence de ce signal qui alerte.",
    action: "Rien tant qu'il arrive ; s'il s'arrête, vérifier Prometheus et Alertmanager.",
  },
};
