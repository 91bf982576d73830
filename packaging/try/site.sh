# The site of the trial: three simulated codecs on the loopback of the isolated machine, and settings for two of them.
# $1: Node.js, $2: the sources.
set -eu
rm -f /usr/sbin/policy-rc.d
mkdir -p /var/tmp/vigie-trial
cd "$2"
pgrep -f simulator/main.ts > /dev/null || setsid "$1" simulator/main.ts --codecs 2 > /var/tmp/vigie-trial/simulator.log 2>&1 < /dev/null &
for _ in $(seq 300); do grep -qs Ctrl-C /var/tmp/vigie-trial/simulator.log && break; sleep 0.1; done
umask 077
mkdir -p /etc/vigie-agent/secrets
cd /etc/vigie-agent/secrets
echo 0123456789abcdef0123456789abcdef > token
echo public > community
echo demonstration > web
cat > /etc/vigie-agent/agent.yml <<Y
agent: trial
collector: { url: "http://127.0.0.1:9", tokenFile: secrets/token, allowPlainHttp: true }
dataDir: /var/lib/vigie-agent
paces: { stateSeconds: 2, statusSeconds: 5 }
batchSeconds: 2
endpoints:
  - { id: one, host: 127.0.0.1, family: generic-mib2, snmp: { version: "2c", port: 11610, communityFile: secrets/community }, reach: { icmp: true } }
  - id: two
    host: 127.0.0.1
    family: poly-videoos
    snmp: { version: "2c", port: 11611, communityFile: secrets/community }
    http: { url: "https://127.0.0.1:18444", user: admin, passwordFile: secrets/web }
Y
