import type { CodecView } from "../../codec-view.ts";
import { clockOf, faultNow, uptimeMs } from "../../life.ts";
import { callNodes } from "./calls.ts";
import { dialectOf } from "./dialect.ts";
import type { XmlTree } from "./xml.ts";

/** /Status as the generation of the codec's firmware writes it. A codec of the cloud has neither SIP nor H.323. */
export function statusTree(codec: CodecView): XmlTree {
  const { identity } = codec;
  const dialect = dialectOf(identity.firmware);
  return {
    Audio: audio(),
    ...callNodes(codec),
    Cameras: cameras(codec),
    Capabilities: { Conference: { MaxActiveCalls: 1, MaxAudioCalls: 1, MaxCalls: 7, MaxVideoCalls: 1 } },
    Conference: { DoNotDisturb: "Inactive", Multipoint: { Mode: "Off" }, Presentation: { CallId: 0, Mode: "Off" } },
    Diagnostics: diagnostics(codec),
    ...(identity.isCloudRegistered ? {} : { H323: h323() }),
    Network: [{ item: 1, is: network() }],
    NetworkServices: { NTP: { CurrentAddress: "192.0.2.1", Status: codec.life.clockAheadS === 0 ? "Synced" : "Unknown" } },
    Peripherals: { ConnectedDevice: [{ item: 1001, is: touchPanel(identity.firmware) }] },
    Provisioning: { Software: { UpgradeStatus: { Phase: "None", Status: "None" } }, Status: "Idle" },
    ...(dialect === "roomos" ? { RoomAnalytics: { PeopleCount: { Capacity: 6, Current: -1 }, PeoplePresence: "Unknown" } } : {}),
    ...(identity.isCloudRegistered ? {} : { SIP: sip(codec) }),
    Security: { FIPS: { Mode: "Off" }, Persistency: { CallHistory: "Persistent", Configurations: "Persistent" } },
    Standby: { State: "Off" },
    SystemUnit: systemUnit(codec),
    Time: { SystemTime: `${new Date(clockOf(codec)).toISOString().slice(0, 19)}+0000` },
    UserInterface: { ContactInfo: { Name: identity.name } },
    Video: video(codec),
    ...(identity.isCloudRegistered ? { Webex: { Status: isRegistered(codec) ? "Registered" : "RegistrationFailed" } } : {}),
  };
}

function audio(): XmlTree {
  const microphone = (item: number, status: string) => ({ item, is: { ConnectionStatus: status, Mute: "Off" } });
  return {
    Input: { Connectors: { Microphone: [microphone(1, "Connected"), microphone(2, "NotConnected")] } },
    Microphones: { Mute: "Off" },
    Volume: 50,
    VolumeMute: "Off",
  };
}

function cameras(codec: CodecView): XmlTree {
  const isPlugged = isCameraPlugged(codec);
  const camera: XmlTree = {
    Capabilities: { Options: "ptzf" },
    Connected: isPlugged ? "True" : "False",
    Manufacturer: isPlugged ? "Cisco" : "",
    Model: isPlugged ? "Precision 40" : "",
    SerialNumber: isPlugged ? codec.identity.serial : "",
  };
  return { Camera: [{ item: 1, is: camera }] };
}

function diagnostics(codec: CodecView): XmlTree {
  const messages = [
    ...(isRegistered(codec) ? [] : [message("Warning", "SIPProfileRegistration", "The system is not registered to the SIP server")]),
    ...(isCameraPlugged(codec) ? [] : [message("Error", "CameraStatus", "No camera is connected")]),
    message("Info", "MacrosRuntimeStatus", "The macros runtime is not in use"),
  ];
  return { Message: messages.map((is, index) => ({ item: index + 1, is })) };
}

function message(level: string, type: string, description: string): XmlTree {
  return { Description: description, Level: level, References: "", Type: type };
}

function h323(): XmlTree {
  return { Gatekeeper: { Address: "", Port: 0, Reason: "", Status: "Inactive" }, Mode: { Reason: "", Status: "Disabled" } };
}

function network(): XmlTree {
  return {
    Ethernet: { MacAddress: "02:00:00:00:00:01", Speed: "1000full" },
    IPv4: { Address: "192.0.2.20", Gateway: "192.0.2.1", SubnetMask: "255.255.255.0" },
  };
}

function touchPanel(firmware: string): XmlTree {
  return { Name: "Cisco Touch 10", SoftwareInfo: firmware, Status: "Connected", Type: "TouchPanel" };
}

function sip(codec: CodecView): XmlTree {
  const isIn = isRegistered(codec);
  return {
    Authentication: "Digest",
    Proxy: [{ item: 1, is: { Address: "192.0.2.10", Status: isIn ? "Active" : "DNSFailed" } }],
    Registration: [
      {
        item: 1,
        is: {
          Reason: isIn ? "" : "Unable to reach the server",
          Status: isIn ? "Registered" : "Failed",
          URI: `${codec.identity.id}@exemple.invalid`,
        },
      },
    ],
    Secure: "False",
  };
}

function systemUnit(codec: CodecView): XmlTree {
  const { identity, life, nowMs } = codec;
  const dialect = dialectOf(identity.firmware);
  const active = life.call === null ? 0 : 1;
  const temperature: XmlTree =
    dialect === "roomos" ? { Monitoring: { Temperature: { Status: "Normal" } } } : { Temperature: "46.6", TemperatureThreshold: "85" };
  return {
    Hardware: { Module: { CompatibilityLevel: 3, SerialNumber: identity.serial }, ...temperature },
    ...(dialect === "roomos" ? { LastShutdownReason: "Upgrade", LastShutdownTime: new Date(life.bootedAtMs).toISOString() } : {}),
    ProductId: identity.model,
    ProductPlatform: identity.model.replace(/^Cisco (TelePresence )?/, ""),
    ProductType: "Cisco Codec",
    Software: { DisplayName: identity.firmware, OptionKeys: { Encryption: "True" }, ReleaseDate: "2019-12-17", Version: identity.firmware },
    State: {
      NumberOfActiveCalls: active,
      NumberOfInProgressCalls: 0,
      NumberOfSuspendedCalls: 0,
      ...(dialect === "roomos" ? { System: active === 1 ? "InCall" : "Initialized" } : {}),
    },
    Uptime: Math.floor(uptimeMs(life, nowMs) / 1000),
  };
}

function video(codec: CodecView): XmlTree {
  const isPlugged = isCameraPlugged(codec);
  return {
    Input: {
      Connector: [{ item: 1, is: { Connected: isPlugged ? "True" : "False", SignalState: isPlugged ? "OK" : "NotFound", Type: "Camera" } }],
    },
    Output: { Connector: [{ item: 1, is: { Connected: "True", MonitorRole: "First", Type: "HDMI" } }] },
  };
}

function isRegistered({ life }: CodecView): boolean {
  return faultNow(life, "registration_lost") === undefined;
}

function isCameraPlugged({ life }: CodecView): boolean {
  return faultNow(life, "camera_unplugged") === undefined;
}
