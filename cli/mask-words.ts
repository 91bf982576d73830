/**
 * Words of which names of places and words of states are made, in all families: nobody's name. A name or a word is known when every
 * part of it is here: "NumberOfActiveCalls", "RemoteBusy", "MIC_STATE_GREEN".
 */
const technical = new Set(
  `
  aac aacld ac accelerator access accessory account acquired active actual adaptive address admin aes aethra agc agent air
  airplay airplaypairing airtame alarm alerting algorithm alias all allow ambient analytics android anonymous answer answered
  api apicommand apicommands app appliance application arc arrow asleep assigned attempts audio audiovideo audit auth
  authenticated authenticating authentication authenticator auto autoanswer automatic availability available aver average avg
  awake away background backlight band bandwidth battery begin best bgr bit bitrate bits black blast blocked bluejeans bluetooth
  board bookings boot bored both bps bri bridge bridged broadcast bssid buffer build builtin bundle burst busy byod byte bytes
  cable cache calendar call callback caller callinfo calling calllog calls camera cameraid cameras can cancelled capabilities capacity
  capture cat category cause cbr cdp cdr cec certificates change channel channelrate channels charging check checksum cif
  circuit cisco cleared client clients clm clock close cloud cms code codec codecs cold collab comm command company
  compatibility completed component composite compression condition conditions conf conference conferences conferencing config
  configuration configured confirm conflicts connect connected connecting connection connections connectivity connector
  connectorid connectors constructor contact content contrast controller controllers cookie copy core corp corrupt count cpu
  cradle creation critical cropped ctp cts cucm current custom customization data date day days dbm deactivated dead debug
  decoder deep default defaults defined degraded del delay deny deployment deregister des description destination detail
  detected detection developer device devicemanagement devices dhcp diag diagnostics dial dialing digest digital dimmed direct
  directed direction directory dirs disabled discarded disconnect disconnected discovered discovering disk display displays dns
  domain done dot down dp dram drop dscp dtls dtmf dual due dummy dump duplex duplicate duration dvi ec echo echocontrol eco
  edid editable eight element elsewhere empty enable enabled encoder encrypted encryption end ended endpoint engagement engine
  enhanced entering entry enum enumerated environment error errors established eth ethernet ethernetport event events ex exact
  exceeded exchange executed expired expires extended extensions external extra eyes factory fail failed failure false fan fast
  fatal fault features fec fecc feedback fibre field fields file files final firewall firmware first fixed flag flags flash flat
  floor fluid forbidden forced foreground format forward forwarded found four fps frame framerate frames free frequency full
  function fw gain gatekeeper gatekeepers gateway general get getxml giga global globaldirectory good google granted graphics
  green grey group guard half halfwake handset hangup hardware has hd hdci hdcp hdmi header heading headset height held helpline
  hertz hh hidden high history hold horizontal host hot hotdesking hour hours hp http https huawei humidity hw id identifier
  idle ieee ignored ilbc image immediate immersive in inacall inactive incoming incomplete incorrect index info infrared initial
  initialized initializing initiated input inserted inside insights install installation installed instance insufficient int integer
  integration interface internal interrupted interval intune invalid inverted ip ipnetwork ipv irda is isdn item jitc jitter
  join joined joining jpeg kbit kbps kept key keyboard keys kilobits kitten label lan langtag language languagetag large last
  late latency latest layer layout ld least left lens lenses level license licensed lifesize light lighting limit limits line
  linear lines link linked linux lip list listening live load loaded loading lobby local locale location locked log logging
  login logitech logout logthreshold long loop loopback loss lossy lost low lower lpr mac macros mail mailbox main major make
  manual manufacturer mapped mask masked match matrix max maximum mbit mbps mean measured measurement media mediachannels
  mediastats mediatypes meet meetingpassword meetingpw meetings mega megabits memory menu message messages meta method mgmt mic
  microphone microphones microsoft mics min minimized minimum minutes miracast mirrored mismatch missed missing mixed mm mode
  model modes modulare modularroom module monitor monitoring mos motion mount moving mpeg mps mr ms msg mtu multi multicast
  multipoint multisite multiway music mute muted mxp my name nat near need needed neighbor netstat network neutral never new
  nics nine no node noerror noise none normal normalized north not notavailable noticed ntp null num number numbers numeric
  oauth object occurrence occurrences oem off offer offline offset ok old on one onhook online only open operation operational
  optimal option options opus order orientation origin os other out outgoing output outside overall overflow overheating overlap
  overlay own package packet packets paging paired pairing pan panel panels parameter parameters parent parsed part partial
  parts passed passive passphrase password passwords path pause paused payload pcm peak pending people percent percentage
  perfect period peripheral peripherals permission persona pexip phase phonebook picture pid pin pip pixels pkt pkts place
  placed plain platform play playback plugged polling poly polycom pool pop port portal position positioning possible power
  powered pre precedence preferred prepared pres presence present presentation preset pressed preview previous primary priority
  proceeding processing processor product profile progress progressive prohibited prompt protected protection proto protocol
  prototype provider provisioned provisioning proxied proximity proximityservice proxy ptz ptzf public pull purple push putxml
  pv qcif qos quality query queue queued quick quiet radio rate rates ratio raw rcv reachable read ready real rear reason reboot
  rebooting receive received receiver recent recommended reconnecting recorded recording red redirect redirected reduced refer
  reference references refresh refused region register registered registering registrar registration reject rejected relative
  release released remaining remote remotebattery remotecontrol remotes removal removed render repeat replaced reply reported
  required res reserved reset resolution resource responding response rest restart restarted restarting restored restricted
  result resume resumed retry reverse revision rgb right ringback ringing role rolling room roommate roomos roster rotate
  rotated round router routing row rpms rssi rtcp rtp rtt running rx safe sample sampling saved scale scaled scanning schedule
  scheduled scheme scope screen screensaver script sd sdp search second seconds secrets section secure security segment select selected
  selection self selfview send sending sendrecv sensor sensors sent sequence serial serialnum server service services session
  set settings seven shared sharing short shown shut shutdown side sif sights signage signal signaling signed signin silent
  simple single sip sipserver sipservers siren sirenlpr site six size skipped sleep sleeping slow small smart snapshot snmp snr
  socket soft software some sony sound source sourced spark speaker speakerphone speakers spectrum speed speedlow split src srtp
  ss ssh ssid stack stage stale stamp stand standalone standard standby standbye standbystate standing starleaf start started
  starting state statelist statename static station statistics status still stop stopped storage store stored str stream
  streaming streams strength strict string stun subnet subscribe subscribed subsystem subtype succeeded success suite supported
  surface suspend suspended svga svideo sw swapped switch switched sxga synced synchronised synchronized sys syslog system
  systemsetting systemstatus table tag tandberg task tcp teams technical telepathy telephony telepresence temperature template
  terminal terminals terminate terminated test testing text third thousand three threshold thresholds throttled tilt time timed
  timedout timeout timer timeserver tls today toggle token tone too tools top total totalnumberofcalls totals totaltimeincalls
  touch touchcontrol track trackablecamera trackid tracking transaction transcoding transfer transferred transferring transition
  translate transmit transparent transport triggered trip true trunk trusted turn two tx type ucboard udi udp uhp uid ultrasonic
  ultrasound unable unacknowledged unassigned unauthenticated unauthorised unauthorized unavailable unbalanced unblock undefined
  undetected unexpected uninitialized unique unit unknown unlicensed unlimited unlocked unmuted unpaired unpairing unplugged
  unprovisioned unreachable unregistered unsigned unspecified unsupported untrusted unused up update updated updating upgrade
  uplink upper uptime uptimes urgency uri url usable usage usb usbc usbdevices use used user username utc uxga valid validated
  value vars vbr vcs verified version vertical vga vid video videocall vidyo view virtual visca visibility visible visualboard
  vitals vlan voice volume vtlph vtp waiting wake wakeup wall wan warm warning watt weak web webex webrtc webserver websocket
  whiteboard wide width wifi window windows wired wireless without wizard wizards worked working write wrong wxga x xapi xga
  xpath xsd y yealink yellow yes yuv zero zone zoom zoomed
  of to in is at a non persistent persistency
`
    .trim()
    .split(/\s+/),
);

/** Numbers that are parts of words: H.323, 720p, 1000full. */
const figures = new Set(
  "1 2 3 4 6 10 100 1000 50 60 120 128 192 256 711 719 722 728 729 164 239 261 263 264 265 320 323 480 720 1080 1200 1440".split(" "),
);

/** What codecs are called: makers, ranges and numbers of models. */
const products = new Set(
  `
  aethra android aver cisco codec collabos endpoint evc express group hdx huawei hvc icon kit lifesize linux logitech mini mx mxp pcs
  plus poly polycom portable pro profile rally realpresence release rmx room roommate series sight sony starleaf studio svc system
  tandberg tap team te telepresence terminal trio vc vega vidyoroom videoconference videoconferencing device vsx vtc webex yealink
  desk board bar hd gt huddle meetingbar meetingeye x s g dx ex sx c cts tx prim codecs ntsc pal softw mcu bootsw date version
  50 55 60 70 70d 85 86 90 20 30 40 100 110 120 220 300 310 500 700 800 1000 3000 3010 3330 6000 7000 8000 9000 9002 9004 9006 1800 2000
  armv7 armv8 aarch64
`
    .trim()
    .split(/\s+/),
);
/** SX80, C40, G7500, StudioX50, VC800, TE30, XG77, HD-100 come in pieces: VR0020 is how Logitech writes its own. */
const model = /^(?:(?:sx|mx|dx|ex|c|e|g|x|xg|te|vc|svc|evc|studiox|vr|cts|tx|ctp)\d{1,4}[a-z]?|\d{4}mxp)$/;

/** Long enough for anything the families say, too short for a sentence. */
const longest = 64;

export const partsOf = (word: string): string[] =>
  word
    .replace("IPv", "Ipv")
    .match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)
    ?.map((part) => part.toLowerCase()) ?? [];

/** "RemoteBusy", "MIC_STATE_GREEN", "system.status.sipserver", "720p": one word, of parts that are known. */
export function isKnownWord(word: string): boolean {
  if (word.length > longest || !/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/.test(word) || !/[A-Za-z]/.test(word)) return false;
  return (
    technical.has(word.toLowerCase()) ||
    partsOf(word).every((part) => technical.has(part) || figures.has(part) || isLetterOfStandard(word, part))
  );
}

/** The H of H323, the v of IPv6. */
const isLetterOfStandard = (word: string, part: string): boolean =>
  /^[eghpv]$/.test(part) && /(?:[EGHegh][.]?\d{3}|\d{3,4}p$|IPv[46])/.test(word);

export function isProductWord(word: string): boolean {
  const small = word.toLowerCase();
  return products.has(small) || model.test(small);
}
