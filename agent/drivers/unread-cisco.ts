import { oldNews, personal, setting, type UnreadFact } from "./unread-fact.ts";

export const ciscoUnread: readonly UnreadFact[] = [
  {
    families: ["cisco-ce"],
    names: ["RoomAnalytics/PeopleCount", "RoomAnalytics/PeoplePresence", "CallHistory: RoomAnalytics"],
    why: "how many people sit in a room, and whether there are any, is theirs to tell: neither the SLA nor the use of a room needs it, calls do",
  },
  {
    families: ["cisco-ce"],
    names: ["Call/RemoteNumber, DisplayName, CallbackNumber", "SIP/Registration/URI", "Provisioning/CUCM/…UserId"],
    why: `${personal}; a call of the history has its far end as a keyed hash and a commune`,
  },
  {
    families: ["cisco-ce"],
    names: ["Call/Status, Duration, ReceiveCallRate, TransmitCallRate, DeviceType, AnswerState"],
    why: "a call by a cloud has no Call element (recorded in a Teams call), and a poll misses short calls: the history tells each once",
  },
  {
    families: ["cisco-ce"],
    names: ["State/NumberOfInProgressCalls", "State/NumberOfSuspendedCalls"],
    why: "a call that rings is over before the next poll; one on hold is a call all the same, with the length that the history tells",
  },
  {
    families: ["cisco-ce"],
    names: ["SIP/Registration/Reason", "H323/Gatekeeper/Reason", "Diagnostics/Message/Description"],
    why: "free texts, in which addresses and names stand; the state beside them says whether to look, the codec's own page says the rest",
  },
  { families: ["cisco-ce"], names: ["H323/Gatekeeper/Address", "Diagnostics/Message/References"], why: "addresses: they stay in the room" },
  { families: ["cisco-ce"], names: ["H323/Mode/Status", "HTTP Mode", "Audio/Mute"], why: setting },
  {
    families: ["cisco-ce"],
    names: ["Status@version", "Software/ReleaseDate", "SystemUnit/ProductPlatform", "Camera/Model"],
    why: oldNews,
  },
  {
    families: ["cisco-ce"],
    names: ["Netstat/Bytes, Drop, MaxJitter", "Channel/Encryption", "Audio/Protocol"],
    why: "live quality is lost packets, jitter, rate and picture; the largest jitter of a whole call comes with the history, and so does its encryption",
  },
  {
    families: ["cisco-ce"],
    names: ["Provisioning/Software/UpgradeStatus/Phase, Message, URL"],
    why: "whether the last update failed is read; the rest is free text and addresses",
  },
  {
    families: ["cisco-ce"],
    names: ["Peripherals/ConnectedDevice other than touch panels, its ID and its addresses"],
    why: "what else is plugged is the room's own; the panel is what people need to start a call",
  },
  {
    families: ["cisco-ce"],
    names: ["CallHistory: PacketLossPercent"],
    why: "rounded, and 0 for a call that never was: loss is reckoned from lost over all",
  },
  {
    families: ["cisco-ce"],
    names: ["CallHistory: CallId, CallType, VideoUsed, DaysAgo", "xCommand CallHistory Recents", "xHistory CallLogs"],
    why: "CallId starts again at each restart; Recents joins repeated calls; the older list would count each call twice",
  },
  {
    families: ["cisco-ce"],
    names: ["xCommand HttpFeedback"],
    why: "a codec has four of them and its manager needs them: the agent registers nothing, and opens no port to be told",
  },
  {
    families: ["cisco-ce"],
    names: ["/xmlapi/session/begin, /xmlapi/session/end"],
    why: "the name and password go with each request: a session that nobody ends stays for ever, and a codec has twenty",
  },
  {
    families: ["cisco-ce", "tandberg-mxp"],
    names: ["/formputxml"],
    why: "the same commands by another door; nothing is sent to a codec but the question for its calls, and MXP has none of these",
  },
  {
    families: ["cisco-ce"],
    names: ["WebSocket (wss://…/ws), SSH"],
    why: "doors that stay open, for what is asked each minute by one that is there already",
  },
  {
    families: ["tandberg-mxp"],
    names: ["the MIB of TANDBERG, D12190"],
    why: "its numbers stand in no copy that could be read",
  },
  {
    families: ["tandberg-mxp"],
    names: ["xHistory, call log"],
    why: "it dates the end of a call by the uptime only (D13639): no call could be named for good, and none would be counted once",
  },
  {
    families: ["tandberg-mxp"],
    names: ["Date of its web answers (HTTP)"],
    why: "there is no call to date by it; a clock that nobody reads is corrected by nobody",
  },
  {
    families: ["cisco-cts"],
    names: ["description of a peripheral (643.1.2.1.1.2)"],
    why: "a free text; its kind and its number say which part it is",
  },
  {
    families: ["cisco-cts"],
    names: ["kind of a call (644.1.4.8.1.8)", "bytes of streams (644.1.4.10.1.3 and 11)"],
    why: "neither the length nor the quality of a call depends on them",
  },
  {
    families: ["cisco-cts"],
    names: ["averages of a whole call: latency (644.1.4.9.1.3), jitter (644.1.4.10.1.23)", "loss in micropercent (644.1.4.10.1.7, 15, 40)"],
    why: "the largest latency and jitter and the packets lost over all are read with the call; an average hides the bad minute",
  },
];
