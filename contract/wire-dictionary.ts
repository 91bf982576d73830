/**
 * Text both sides know before the first envelope (RFC 1950, FDICT). An envelope of one minute is mostly names, and with this
 * each costs two or three bytes; what occurs most often stands last. It belongs to wire version 1: changing one character is a
 * new version, because the other side could no longer read what was packed with it.
 */
export const wireDictionary = [
  '"direction":"unknown","protocol":"unknown","direction":"in","protocol":"h323","protocol":"cloud",',
  '"calls":[{"row":10,"call":{"key":"","startedAt":17,"durationS":,"isConnected":false,"isConnected":true,"direction":"out",',
  '"protocol":"sip","rateKbps":1920,"lossRatio":0.00,"maxJitterMs":1,"farEnd":"',
  '"health":{"version":"0.1.0","startedAt":17,"outboxCount":0,"outboxBytes":20480,"lostCount":0,"rejectedCount":0,',
  '"spoofedReplies":0,"malformedReplies":0,"latePolls":0,"rssBytes":7},',
  '"question":"inventory","intervalS":86400,"channels":{"snmp":"answered","http":"answered"},',
  '"readings":{"model":"Cisco TelePresence SX20","firmware":"ce9.15.","serial":"FTT',
  '"model":"StudioX50","firmware":"3.10.0-","serial":"8G","total_calls":',
  '"system_state":"starting","system_state":"asleep","system_state":"unknown",',
  '"sip_registration":"failed","h323_registration":"failed","h323_registration":"registered","sip_registration":"off",',
  '"cloud_registration":"registered","cloud_registration":"failed","cloud_registration":"off",',
  '"temperature_state":"high","temperature_state":"critical","temperature_state":"normal",',
  '"overall_state":"failed","hardware_state":"failed","camera_state":"failed","microphone_state":"failed",',
  '"display_state":"failed","touch_panel_state":"failed","network_link_state":"failed",',
  '"diagnostic_errors":1,"diagnostic_warnings":2,"camera_state#2":"off","display_state#2":"off","microphone_state#3":"off",',
  '"channels":{"snmp":"silent","http":"silent"},"channels":{"snmp":"answered","http":"refused"},"channels":{"http":"garbled"},',
  '"channels":{"snmp":"silent"},"channels":{"http":"silent"},"channels":{"snmp":"refused"},"channels":{"http":"refused"},',
  // The frame of an envelope.
  '{"version":1,"agent":"agent-","outbox":"","first":1,"sentAt":17,"boot":"","monotonicMs":1,',
  '"endpoints":["-salle-1","-salle-2",""],"forms":[',
  // The forms of each family, as its driver words them, those of a quiet minute last.
  '{"question":"state","intervalS":60,"channels":{"snmp":"answered","http":"answered"},"readings":{"uptime_seconds":null,',
  '"active_calls":1}},{"question":"state","intervalS":60,"channels":{"snmp":"answered","http":"answered"},"readings":{',
  '"uptime_seconds":null,"system_state":"in_call","active_calls":1}},',
  '{"question":"status","intervalS":300,"channels":{"http":"answered"},"readings":{"sip_registration":"registered",',
  '"h323_registration":"off","camera_state#1":"ok","microphone_state#1":"ok","microphone_state#2":"off","display_state#1":"ok",',
  '"touch_panel_state":"ok","system_state":"ready","diagnostic_errors":0,"diagnostic_warnings":0,"network_link_state#1":"ok",',
  '"network_speed_bits_per_second#1":1000000000,"temperature_celsius":null,"clock_offset_seconds":null}},',
  '{"question":"status","intervalS":300,"channels":{"snmp":"answered","http":"answered"},"readings":{"network_link_state":"ok",',
  '"sip_registration":"registered","h323_registration":"off","camera_state":"ok","microphone_state":"ok",',
  '"network_speed_bits_per_second":1000000000,"clock_offset_seconds":null,"overall_state":"ok","hardware_state":"ok",',
  '"touch_panel_state":"off","microphone_state#1":"ok","camera_state#Main":"ok","network_link_state#eth0":"ok",',
  '"network_speed_bits_per_second#eth0":1000000000}},',
  '{"question":"history","intervalS":600,"channels":{"http":"answered"},"readings":{}},',
  '{"question":"state","intervalS":60,"channels":{"snmp":"answered"},"readings":{"uptime_seconds":null}},',
  '{"question":"state","intervalS":60,"channels":{"snmp":"answered","http":"answered"},"readings":{"uptime_seconds":null,',
  '"system_state":"ready","active_calls":0}},',
  '{"question":"state","intervalS":60,"channels":{"snmp":"answered","http":"answered"},"readings":{"uptime_seconds":null,',
  '"active_calls":0}}],"columns":{"endpoint":[0,1,2,3,4,5,6,7,8,9],"form":[0,0,1,1,0,1,0,0],"observedAt":[17],',
  '"clockMs":[17,0,0,0,1,0,-1,0,0,1,-1,0,0],"elapsedMs":[',
  ']},"numbers":{"clock_offset_seconds":[0,0,0],"temperature_celsius":[4]},"numbers":{"uptime_seconds":[',
].join("");
