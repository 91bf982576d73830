# The operator's side of the trial: a simulated codec and a collector on the loopback of the isolated machine. Prints the command of
# the admission. $1: Node.js, $2: the sources.
set -eu
work=/var/tmp/vigie-trial
mkdir -p "$work/collector"
cd "$2"
pgrep -f simulator/main.ts > /dev/null || setsid "$1" simulator/main.ts --codecs 2 > "$work/simulator.log" 2>&1 < /dev/null &
umask 077
cat > "$work/collector/collector.yml" <<Y
listen: { port: 8443 }
publicUrl: https://localhost:8443
tls: own
dataDir: data
inventoryFile: inventory.yml
Y
cat > "$work/collector/inventory.yml" <<Y
polling: { paces: { stateSeconds: 2, statusSeconds: 5 }, timeoutMs: 1000, retries: 0, snmp: { version: "2c", community: communaute } }
territories: [{ id: brest, name: Brest Métropole, kind: METROPOLE, siren: "242900314" }]
sites:
  - { id: mairie, name: Mairie, territory: brest, insee: "29019", commune: Brest, hostKind: collectivite, openingHours: 24/7,
      hasTechnician: false, regionalAidEuros: 0, isFictional: true, agent: { id: trial },
      endpoints: [{ id: one, name: Salle du conseil, poll: { host: 127.0.0.1, family: generic-mib2, snmp: { port: 11610 } } }] }
Y
setsid "$1" cli/main.js collector --config "$work/collector/collector.yml" > "$work/collector.log" 2>&1 < /dev/null &
echo $! > "$work/collector.pid"
for _ in $(seq 300); do grep -qs 'is listening' "$work/collector.log" && grep -qs Ctrl-C "$work/simulator.log" && break; sleep 0.1; done
"$1" cli/main.js agents add mairie --config "$work/collector/collector.yml" | sed -n 's/^ *sudo \(vigie agent enroll .*\)/\1/p'
