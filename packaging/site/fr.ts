import { exitCodesHelp } from "../../cli/fr.ts";

export const siteHelp = `Vigie, sur un site : l'agent qui surveille les équipements de visioconférence, et de quoi le mettre en place.

Usage :
  vigie <commande> [options]

Commandes :
  agent enroll      admet cet agent auprès du collecteur, avec le code remis par l'exploitant
  agent             vérifie la configuration de l'agent ; systemd le lance (service vigie-agent)
  probe             interroge une fois un équipement et affiche ce qu'il répond
  scan              cherche les codecs d'une plage d'adresses et prépare leur déclaration

Options :
  -h, --help        affiche cette aide ; « vigie <commande> --help » détaille une commande
  -V, --version     affiche la version

Exemples :
  vigie agent enroll --collector https://collecteur.example:8443 --code XXXX-XXXX-XXXX
  vigie agent --check --config /etc/vigie-agent/agent.yml
  vigie probe 192.0.2.10
  systemctl status vigie-agent
  vigie-agent-release status

La marche à suivre d'une installation : /usr/share/doc/vigie-agent/installation.md

${exitCodesHelp}`;
