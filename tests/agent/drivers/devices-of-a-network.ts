/** What devices of a public network say of themselves: numbers and descriptions published by their makers, by LibreNMS, recog and nmap. */
export interface DeviceWords {
  /** Under 1.3.6.1.4.1; null: it tells none, or only that of net-snmp. */
  readonly number: string | null;
  readonly says: string | null;
}

const words = (number: string | null, says: string | null = null): DeviceWords => ({ number, says });
const linux = "8072.3.2.10";

/** Under the name by which each is refused. */
export const refusedByName: Readonly<Record<string, readonly DeviceWords[]>> = {
  "TANDBERG Gatekeeper": [words("5596.110.6.4.1"), words(null, "TANDBERG Gatekeeper SoftW: N5.2 Date: 2008-01-01")],
  "TANDBERG Border Controller": [words("5596.120.6.4.1"), words(null, "TANDBERG Border Controller SoftW: Q5.2")],
  "Cisco VCS": [
    words("5596.130.6.4.1", "Ver: X8.11.4"),
    words(null, "Cisco Expressway-E X14"),
    words(linux, "Cisco TelePresence Video Communication Server Expressway"),
    words(null, "TANDBERG VCS X5.2"),
  ],
  "Cisco TelePresence Conductor": [words("5596.180.6.4.1", "XC4.3.2")],
  "Cisco TelePresence video bridge": [
    words("9.1.1000", "Cisco TelePresence MCU 4205"),
    words("9.1.1000", "Hardware:7845I2, 2 Intel(R) Xeon(R) Product:Cisco Telepresence Multipoint Switch:1.7.0.0-251"),
    words(linux, "Acano"),
    words(linux, "Acano Server"),
    words(null, "Codian MCU 4210"),
    words(null, "TANDBERG MPS 800"),
  ],
  "Cisco TelePresence video recorder": [words("311.1.1.3.1.2", "TANDBERG Content Server"), words(null, "Cisco TelePresence IP VCR 2240")],
  "Cisco telephone exchange": [
    words("9.1.1348", "Hardware:VMware, 4 Intel(R) Xeon(R) CPU E5-2680, 8192 MB Memory: Software:UCOS 6.0.0.0-2"),
    words("9.1.1348"),
    words("9.1.1348", "Cisco Unified Communications Manager"),
  ],
  "Cisco phone": [
    words("9.1.1735", "Cisco IP Phone 8845, Version: sip8845_65.12-8-1"),
    words(null, "Cisco Systems, Inc. IP Phone CP-7962G, Version: SCCP42.9-4-2"),
    words(null, "Cisco Desk Phone 9851"),
  ],
  "Cisco switch or router": [
    words("9.1.1208", "WS-C2960X-24TS-L"),
    words(
      "9.1.1208",
      "Cisco IOS Software, C2960X Software (C2960X-UNIVERSALK9-M), Version 15.2(2)E6, RELEASE SOFTWARE (fc1)\r\nTechnical Support: http://www.cisco.com/techsupport",
    ),
    words("9.1.2494", "C9200L-24P-4G"),
    words("9.12.3.1.3.1062", "Cisco NX-OS(tm) n3000, Software (n3000-uk9), Version 6.0(2)U1(1a)"),
    words("9.6.1.83.28.2", "SG300-28 28-Port Gigabit Managed Switch"),
    words("9.1.5", "Cisco Systems Catalyst 1900"),
  ],
  "Cisco firewall": [
    words("9.1.745", "Cisco Adaptive Security Appliance Version 9.8(2)"),
    words("9.1.227", "Cisco PIX Firewall Version 6.3"),
  ],
  "Cisco wireless network": [words("9.1.1279", "Cisco Controller"), words("9.1.2240", "Cisco AP Software, ap3g3-k9w8 Version: 8.5.151.0")],
  "Cisco server": [words("9.1.1512", "Cisco Integrated Management Controller(CIMC) [UCS C240 M3S], Firmware Version 2.0(13)")],
  "Polycom video bridge": [words("13885.110", "RMX"), words("13885.13.1", "DMA"), words(linux, "Polycom RMX 2000"), words("13885.102.1")],
  "Polycom video recorder": [words(linux, "Polycom RSS 4000")],
  "Polycom phone": [
    words("13885.200", "Poly Trio C60"),
    words(linux, "PolycomTrio-Trio_8800-UA/5.9.0.11398"),
    words("13885.200", "Poly CCX 500"),
    words(linux, "PolyCCX-CCX_600"),
    words(null, "PolycomVVX-VVX_411-UA/5.9.3"),
  ],
  "Poly touch panel": [words("13885.101", "Poly TC10"), words(linux, "TC8"), words("2684", "Poly TC8")],
  "Logitech touch panel": [
    words(linux, "TapIP CollabOS 1.9"),
    words(linux, "CollabOS Tap Scheduler"),
    words(linux, "Logitech Tap Scheduler, CollabOS 1.12"),
    words("49847.1", "Tap"),
  ],
  "Yealink phone": [words("37459.1.5", "SIP-T46S 66.86.0.15"), words("37459.1", "VP59"), words("37459.1", "CP960")],
  "Yealink touch panel": [words("37459.1", "CTP18")],
  "Huawei server": [
    words("2011.2.235.1.1.1", "Huawei iBMC TE10"),
    words("2011.2.235.1.1", "iBMC"),
    words("2011.1", "Hardware management system iBMC, TE10 chassis"),
    words("2011.5", "FusionServer 2288H V5"),
  ],
  "Huawei storage": [words("2011.2.91", "OceanStor 5300 V5")],
  "Huawei video bridge": [words("2011.6", "VP9660 MCU"), words("2011.6", "CloudLink MCU 8850")],
  "Huawei switch or router": [words("2011.2.23.339", "S5720-28X-PWR-SI-AC Huawei Versatile Routing Platform Software")],
  "Vidyo video bridge": [words("35969.1", "VidyoGateway")],
  "LifeSize video bridge": [words("20341.4", "LifeSize UVC 1100"), words("20341.2", "LifeSize Bridge 2200")],
  "Radvision video bridge": [words("903.30", "SCOPIA Elite 5110 MCU")],
  "Sony projector": [words("122.8.1", "SONY VPL-FHZ75")],
  "Panasonic projector": [words("258.5", "PT-RZ670")],
  "NEC projector": [words("119.2.3", "NP-PA622U")],
  "Epson printer or projector": [words("1248.1.1.2", "EPSON Built-in 10Base-T/100Base-TX Print Server"), words("1248.4.1", "EB-2250U")],
  "Christie projector": [words("25766.1.12")],
  "APC power supply": [words("318.1.3.8.4", "APC Web/SNMP Management Card (MB:v3.9.2 PF:v3.5.9)")],
  "Eaton power supply": [words("534.1", "Eaton 5PX 2000"), words("534.6.6.7")],
  "Vertiv power supply": [words("476.1.42")],
  "Riello power supply": [words("5491.6", "NetMan 204 plus")],
  "Fortinet firewall": [words("12356.101.1.1002", "FortiGate-60F"), words("12356.103")],
  "Stormshield firewall": [words("11256.2.0", "SN310"), words("11256.2.0", "FreeBSD SN210 11.3")],
  "Palo Alto Networks firewall": [words("25461.2.3.38", "Palo Alto Networks PA-220 series firewall")],
  "SonicWall firewall": [words("8741.1", "SonicWALL TZ 400")],
  "pfSense or OPNsense firewall": [words("12325.1.1.2.1.1", "pfSense pare-feu.exemple 2.5.2-RELEASE FreeBSD 12.2-STABLE amd64")],
  "Aruba switch or router": [
    words("14823.1.2.111", "ArubaOS (MODEL: 335), Version 8.6.0.4"),
    words("47196.4.1.1.1.50", "Aruba JL679A 6100"),
  ],
  "Ruckus wireless network": [words("25053.3.1.4.6", "Ruckus Wireless Inc (C) 2006")],
  "Meraki wireless network": [words("29671.2.31", "Meraki MR33 Cloud Managed AP")],
  "Ubiquiti switch or router": [words("41112", "UAP-AC-Pro-Gen2 4.3.28"), words("10002.1", "Linux 2.6.32.71 #1 Wed Jul 1 mips")],
  "Dell switch or router": [
    words("674.10895.3065", "Dell EMC Networking N1548P, 6.5.4.10, Linux 4.14"),
    words("674.10895.3042"),
    words("6027.1.3.20"),
  ],
  "HP ProCurve switch or router": [words("11.2.3.7.11.33", "ProCurve J9021A Switch 2810-24G, revision N.11.52")],
  "H3C switch or router": [words("25506.11.1.101", "HPE Comware Platform Software")],
  "MikroTik switch or router": [words("14988.1", "RouterOS RB2011UiAS")],
  "Netgear switch or router": [words("4526.100.4.36", "GS724Tv4 ProSafe")],
  "3Com switch or router": [words("43.10.27.4.1.2.2", "3Com SuperStack 3 Switch 4500 26-Port Software Version 3Com OS V3.02.00s56")],
  "Avaya ERS switch or router": [words("2272.202", "VSP-4850GTS"), words("45.3.79.1", "Ethernet Routing Switch 4850GTS-PWR+")],
  "Synology storage": [words(linux, "Linux DiskStation 4.4.180+ #42962 SMP x86_64"), words("6574.1")],
  "QNAP storage": [words("24681.1", "Linux TS-453A 4.14.24"), words("55062.1")],
  "NetApp storage": [words("789.2.5", "NetApp Release 9.7P6: Wed Jul 29 2020")],
  "VMware server": [
    words("6876.4.1", "VMware ESXi 7.0.3 build-19193900 VMware, Inc. x86_64"),
    words(linux, "VMware-vCenter-Server-Appliance 7.0.3"),
  ],
  "Proxmox server": [words(linux, "Linux pve1 5.15.74-1-pve #1 SMP PVE 5.15.74-1 x86_64")],
  "Dell server": [words("674.10892.5", null), words("674.10892.2", "Dell Out-of-band SNMP Agent for Remote Access Controller")],
  "HPE server": [words("232.9.4.10", "Integrated Lights-Out 4 2.55")],
  "Axis camera": [
    words("368.1.1", " ; AXIS 221; Network Camera; 4.30; Nov 29 2005 11:18; 141; 1;"),
    words(null, " ; AXIS M7011; Network Video Encoder; 5.75.1"),
  ],
  "Hikvision camera": [words("39165.1.1", "DS-2CD2143G0-I")],
  "Dahua camera": [words("1004849.1")],
  "Sony camera": [words("122.8.3", "Sony Network Camera SNC-EP520"), words("122.8.3", "SRG-X400")],
  "HP printer": [words("11.2.3.9.1", "HP ETHERNET MULTI-ENVIRONMENT,ROM none,JETDIRECT,JD128,EEPROM V.33.19,CIDATE 12/17/2008")],
  "Brother printer": [words("2435.2.3.9.1", "Brother NC-8300h, Firmware Ver.1.14  (14.11.06),MID 8C5-F01,FID 2")],
  "Canon printer": [words("1602.4.7", "Canon iR-ADV C3330 /P")],
  "Kyocera printer": [words("1347.41", "KYOCERA Document Solutions Printing System")],
  "Lexmark printer": [words("641.2.71238656", "Lexmark MX511de version NH63.SB.N640 kernel 3.0.0")],
  "Ricoh printer": [words("367.1.1", "RICOH Aficio MP C3003 1.22 / RICOH Network Printer C model")],
  "Konica Minolta printer": [words("18334.1.2.1.2.1.50.2.2", "KONICA MINOLTA bizhub C258")],
  "Xerox printer": [words("253.8.62.1.20.9", "Xerox WorkCentre 7845"), words("297.1.11.93.1", "FUJI XEROX DocuPrint C2255")],
  "Dell printer": [words("674.10898.100.1", "Dell Laser Printer 2330dn"), words(null, "Dell B2375dnf Mono MFP")],
  "Zebra printer": [words("10642.1.1", "Zebra Wired Print Server ZD420"), words("10642.200", "ZTC ZT410-200dpi ZPL")],
  "Sharp printer": [words("2385.3.1.38.3.12", "SHARP MX-3140N")],
  "Mitel telephone exchange": [words("1027.4.1", "VerAg:05.05.57;VerHw:x86_64;VerSw:10.05")],
  "AudioCodes telephone exchange": [words("5003.8.1.1.53", "Product: Mediant 800; SW Version: 7.20A")],
  "Samsung printer": [words("236.11.5.1", "Samsung SCX-8123")],
  "Logitech camera": [words(linux, "CollabOS Scribe")],
  "Logitech Swytch": [words(linux, "Logitech Swytch CollabOS 1.2")],
  "snom phone": [words("7526.1", "snom760-SIP")],
};

/** What their pages are titled, under the name by which each is refused. */
export const titlesRefused: Readonly<Record<string, readonly string[]>> = {
  "Cisco VCS": ["Cisco Expressway-C", "Cisco Expressway-E", "Cisco TelePresence Video Communication Server Control", "TANDBERG VCS"],
  "Cisco TelePresence Conductor": ["Cisco TelePresence Conductor"],
  "Cisco TelePresence server": ["Cisco TelePresence Management Suite"],
  "Cisco TelePresence video bridge": ["Acano", "Cisco Meeting Server"],
  "Polycom video bridge": ["Polycom RealPresence Resource Manager", "Polycom RealPresence DMA"],
  "Yealink phone": ["Yealink T54W Phone", "Yealink CP960", "Yealink Phone"],
  "Huawei server": ["Huawei iBMC", "iBMC"],
  "HPE server": ["HPE Integrated Lights-Out 5", "iLO 5"],
  "Fortinet firewall": ["FortiGate", "FortiGate-60F"],
};

/** Of these the number tells the maker only; whoever knows declares the family. */
export const makersAlone: Readonly<Record<string, readonly DeviceWords[]>> = {
  Cisco: [words("9.1.1117", "Secure ACS appliance"), words("9.1.99999")],
  Samsung: [words("236.1", "Samsung QM55R")],
  TANDBERG: [
    words("5596.110.6.4.1", "TANDBERG Codec SoftW: L6.1 MCU: TANDBERG 150 MXP"),
    words("5596.110.6.4.1", "TANDBERG Codec SoftW: E5.3 MCU: TANDBERG 880"),
    words("5596.150.6.4.1", "TANDBERG Codec SoftW: B10.3 MCU: TANDBERG 6000"),
    words("5596.1500.1"),
    words("5596.1", "TANDBERG"),
  ],
  Polycom: [words("13885.200", "Linux")],
  Microsoft: [
    words("311.1.1.3.1.1", "Hardware: Intel64 Family 6 Model 158 - Software: Windows Version 10.0 (Build 19045 Multiprocessor Free)"),
  ],
  Crestron: [words("3212.100.3", "Crestron Electronics AM-300")],
  NEC: [words("119.1.84", "NEC Portable Internetwork Core Operating System Software, IX Series")],
  Avaya: [words("6889.1.69.6", "Obj:J179;Osw:4.0.10")],
  Huawei: [
    words("2011.10", "TE5000 rectifier"),
    words("2011.10", "EchoLife HG8245H"),
    words("2011.10", "EchoLife TE20"),
    words("2011.10", "MA5800 TE10"),
  ],
  Sony: [words("122.300", "BRAVIA FW-75XD8501")],
};

/** Real codecs, and the words of their makers' codecs of which nothing was recorded. */
export const codecs: Readonly<Record<string, readonly DeviceWords[]>> = {
  "cisco-ce": [
    words(
      "5596.150.6.4.1",
      "Cisco Codec SoftW: TC7.3.5.a93bdb1 MCU: Cisco TelePresence SX20 Date: 2016-01-18 S/N: A BootSW: Board: 101790-8 [E0]",
    ),
    words("5596.150.6.4.1", "Cisco Codec\nSoftW: ce9.10.0.50f5888d807\nMCU: Cisco TelePresence SX80\nDate: 2019-12-17\nS/N: A"),
    words("5596.150.6.4.1", "TANDBERG Codec SoftW: TC4.2.1.265253 MCU: TANDBERG Codec C40 Date: 2011-10-14 S/N: A"),
    words("5596.150.6.4.1", "Cisco Codec\nSoftW: RoomOS 11.5.2.4\nMCU: Cisco Desk Pro\nDate: 2023-06-01"),
    words("5596.110.6.4.1", "Cisco Codec SoftW: TC7.3.5 MCU: Cisco TelePresence MX300 Date: 2016-01-18"),
  ],
  "tandberg-mxp": [words("5596.110.6.4.1", "TANDBERG Codec SoftW: F9.1 NTSC MCU: TANDBERG 6000MXP PORTABLE Date: 2011-06-08 S/N: A")],
  "cisco-cts": [words("9.1.1434", "Cisco TelePresence System CTS 500, Software Version 1.10.15"), words("9.1.801")],
  "poly-hdx": [words("2684.1.1", "Polycom HDX 8000 HD"), words("2684.1.1", "Videoconferencing Device"), words("2684", "Polycom VSX 7000")],
  "poly-videoos": [words("2684", "Videoconferencing Device"), words("2684"), words("2684", "Salle du conseil")],
  "logitech-collabos": [words(linux, "Logitech Rally Bar, CollabOS 1.12"), words("49847.1", "RoomMate"), words(linux, "CollabOS 1.13.205")],
  lifesize: [words("20341.2.1", "LifeSize Room 220"), words(linux, "LifeSize Icon 600")],
  "sony-pcs": ["PCS-1", "PCS-11P", "PCS-1600", "PCS-G50P", "PCS-TL33", "PCS-HG90", "PCS-XG80", "PCS-XC1", "PCS-XL55"].map((says) =>
    words(linux, says),
  ),
  "yealink-vc": [words("37459.1", "VC800"), words("37459.1", "MeetingEye 600"), words(linux, "Yealink MeetingBar A20")],
  "huawei-te": [
    words("2011.6.1", "TE10"),
    words("2011.6.1", "HUAWEI TE60 Videoconferencing Endpoint"),
    words(linux, "Huawei CloudLink Bar 500"),
  ],
  "aver-svc": [words("50053.1", "AVer SVC500")],
  starleaf: [words("52187.1", "StarLeaf GT Mini 3330")],
  "vidyo-room": [words(linux, "VidyoRoom HD-230")],
  aethra: [words("7745.1", "Aethra Vega X5")],
  "generic-mib2": [
    words(linux, "Linux salle-conseil 5.4.0 armv8"),
    ...["srv-vidyoroom", "lifesize-room-mtg", "huawei-te10", "yealink vc200-admin", "RoomMate"].map((name) =>
      words(linux, `Linux ${name} 5.4`),
    ),
    words(linux, "Yealink RPS VC500"),
    words(null, "Terminal"),
    words(linux, "PCS-9611 feeder relay"),
  ],
};
