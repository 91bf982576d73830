# Words of the scripts, for the person before the machine.
fr_trial() { echo "Vigie : essai de la version $1 ; elle a une minute pour montrer qu'elle fonctionne."; }
fr_good() { echo "Vigie : la version $1 fonctionne."; }
fr_refused() { echo "Vigie : la version $1 n'a pas montré en une minute qu'elle fonctionne ($2) ; la version $3 est remise en service."; }
fr_nothing_to_run() { echo "Vigie : aucune version de l'agent à lancer ; réinstaller le paquet vigie-agent."; }
fr_install_refused() {
  cat <<EOF

  La version $1 a été refusée : elle n'a pas fonctionné. La précédente, $2, surveille de nouveau le site.
  Pourquoi : journalctl -u vigie-agent --since "-5 min"
  Essayer encore : vigie-agent-release retry

EOF
}
fr_install_waits() { echo "Vigie : la version $1 sera essayée au prochain démarrage du service (systemctl restart vigie-agent)."; }
fr_install_down() {
  cat <<EOF

  L'agent est installé, mais il n'a pas pu démarrer. Il essaie encore toutes les vingt secondes.
  Pourquoi : vigie agent --check --config /etc/vigie-agent/agent.yml
             journalctl -u vigie-agent --since "-5 min"

EOF
}
fr_to_configure() {
  cat <<EOF

  L'agent est installé. Il démarrera dès que le site est décrit :
  marche à suivre dans /usr/share/doc/vigie-agent/installation.md

EOF
}
fr_status_current="En service"
fr_status_trial="À l'essai"
fr_status_former="Précédente"
fr_status_refused="Refusée"
fr_nothing_former="Vigie : pas de version précédente à remettre en service."
fr_nothing_refused="Vigie : aucune version n'a été refusée."
fr_root_wanted="Vigie : cette commande se lance en root (sudo)."
fr_usage="Usage : vigie-agent-release status | revert | retry
  status   la version en service, la précédente, celle qui est à l'essai ou qui a été refusée
  revert   remet la version précédente en service
  retry    essaie encore la version refusée"
fr_systemd_wanted="systemd 247 ou plus récent est nécessaire, sur une machine x86-64."
fr_package_here="Le paquet vigie-agent est déjà installé ici : le mettre à jour avec apt, ou le retirer d'abord."
fr_removed="Vigie : agent retiré. Réglages et relevés en attente sont gardés ; « uninstall.sh --purge » les efface."
fr_purged="Vigie : agent, réglages et relevés effacés."
