#!/bin/sh
# Installs or updates the agent on a Linux that has systemd and no dpkg.
set -eu
here=$(dirname "$(readlink -f "$0")")
. "$here/files/usr/lib/vigie-agent/fr.sh"
[ "$(id -u)" = 0 ] || { echo "$fr_root_wanted" >&2; exit 1; }
[ "$(uname -m)" = x86_64 ] && [ -d /run/systemd/system ] || { echo "$fr_systemd_wanted" >&2; exit 1; }
[ ! -e /var/lib/dpkg/info/vigie-agent.list ] || { echo "$fr_package_here" >&2; exit 1; }
(cd "$here" && sha256sum --quiet -c SHA256SUMS)
# The new payload beside the old one, then in its place: what runs is a release of its own and is not touched.
mkdir -p /usr/lib/vigie-agent /usr/share/doc/vigie-agent
mkdir -p -m 0755 /etc/vigie-agent
mkdir -p -m 0700 /etc/vigie-agent/secrets
rm -rf /usr/lib/vigie-agent/payload.new
cp -a "$here/files/usr/lib/vigie-agent/payload" /usr/lib/vigie-agent/payload.new
rm -rf /usr/lib/vigie-agent/payload
mv /usr/lib/vigie-agent/payload.new /usr/lib/vigie-agent/payload
cp -a "$here/files/usr/lib/vigie-agent/release" "$here/files/usr/lib/vigie-agent/fr.sh" /usr/lib/vigie-agent/
cp -a "$here/files/usr/share/doc/vigie-agent/." /usr/share/doc/vigie-agent/
cp -a "$here/files/usr/bin/vigie" /usr/bin/vigie
ln -sfn ../lib/vigie-agent/release /usr/sbin/vigie-agent-release
cp -a "$here/uninstall.sh" /usr/lib/vigie-agent/uninstall.sh
cp "$here/files/lib/systemd/system/vigie-agent.service" /etc/systemd/system/vigie-agent.service
chown -R root:root /usr/lib/vigie-agent/payload /usr/lib/vigie-agent/release /usr/lib/vigie-agent/fr.sh /usr/bin/vigie
/usr/lib/vigie-agent/release offer
systemctl daemon-reload
systemctl enable --quiet vigie-agent.service
systemctl restart vigie-agent.service >/dev/null 2>&1 || true
/usr/lib/vigie-agent/release report
