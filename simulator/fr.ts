export const words = {
  help: `Simule un parc de codecs de visioconférence sur les adresses de bouclage de cette machine.

Usage : node simulator/main.ts --codecs N [options]

  --codecs N             nombre de codecs (1 à 5000)
  --family NOM           une seule famille : generic-mib2, poly-videoos, cisco-ce, poly-hdx (par défaut, toutes)
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
  event: (codec: string, does: string): string => `${codec} : ${does}`,
};
