import { type NotCodecKind, notCodecKinds } from "../agent/drivers/not-a-codec.ts";

const kindsFr: Readonly<Record<NotCodecKind, string>> = {
  printer: "imprimante",
  "printer or projector": "imprimante ou projecteur",
  "switch or router": "commutateur ou routeur",
  "wireless network": "borne ou contrôleur Wi-Fi",
  firewall: "pare-feu",
  "power supply": "onduleur ou alimentation",
  phone: "téléphone",
  "telephone exchange": "autocommutateur téléphonique",
  camera: "caméra",
  projector: "projecteur",
  "touch panel": "tablette de commande",
  storage: "stockage réseau",
  server: "serveur",
  "video bridge": "pont de visioconférence",
  "video recorder": "enregistreur de visioconférences",
  "audio processor": "processeur audio",
  "control system": "contrôleur de salle",
  "presentation system": "boîtier de présentation",
  "display player": "lecteur d'affichage dynamique",
  display: "écran",
  "industrial controller": "automate industriel",
};

/** « HP printer » is said « imprimante HP »; a device that is known by its own name keeps it. */
export function deviceFr(name: string): string {
  const kind = notCodecKinds.find((each) => name.endsWith(` ${each}`));
  return kind === undefined ? name : `${kindsFr[kind]} ${name.slice(0, -kind.length - 1)}`;
}
