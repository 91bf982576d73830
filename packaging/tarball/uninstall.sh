#!/bin/sh
# Removes the agent; with --purge its settings and its data too.
set -eu
. /usr/lib/vigie-agent/fr.sh
[ "$(id -u)" = 0 ] || { echo "$fr_root_wanted" >&2; exit 1; }
systemctl disable --now --quiet vigie-agent.service 2>/dev/null || true
rm -f /etc/systemd/system/vigie-agent.service /usr/bin/vigie /usr/sbin/vigie-agent-release
systemctl daemon-reload
rm -rf /usr/lib/vigie-agent /var/lib/vigie-agent-releases /usr/share/doc/vigie-agent
if [ "${1:-}" != --purge ]; then
  echo "$fr_removed"
  exit 0
fi
rm -rf /etc/vigie-agent /var/lib/vigie-agent /var/lib/private/vigie-agent
echo "$fr_purged"
