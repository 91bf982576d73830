/** One record of a file that we wrote ourselves, as an HDX would. */
export interface CdrRecord {
  /** "02/Mar/2019 10:00:00", hour of the site. */
  readonly start: string;
  readonly end: string;
  /** "0:30:00"; "0:00:00" never connected. */
  readonly duration: string;
  readonly number: string;
  readonly protocol?: "h323" | "sip";
  readonly direction?: "In" | "Out";
  readonly conference: number;
  readonly reason?: string;
  readonly cause?: number;
}

const columnCount = 42;

/** The answer of /a_getcdr.cgi: newest first, its rows numbered anew each time. */
export function hdxCdr(records: readonly CdrRecord[]): string {
  const rows = records.toReversed().map((record, row) => rowOf(record, row + 1));
  return `<?xml version='1.0' standalone='yes'?>\n<cdr><info>My System Name:,Salle de l'essai</info><header>Row ID</header>${rows.join("")}</cdr>\n`;
}

function rowOf(record: CdrRecord, row: number): string {
  const { start, end, duration, number, protocol = "h323", direction = "Out", conference, reason, cause = 16 } = record;
  const [startDate, startTime] = start.split(" ");
  const [endDate, endTime] = end.split(" ");
  const cells = Object.entries({
    0: row,
    1: startDate,
    2: startTime,
    3: endDate,
    4: endTime,
    5: duration,
    7: number,
    8: number,
    10: protocol,
    11: "512Kbps",
    13: direction,
    14: conference,
    15: 1,
    27: reason ?? '"The call has ended."',
    28: cause,
    34: "30.00",
    36: 45,
    38: "4.00",
    40: 12,
  });
  const all = Array.from({ length: columnCount }, (_, place) => cells.find(([column]) => Number(column) === place)?.[1] ?? "---");
  return `<call>${all.map((cell) => `<data>${cell}</data>`).join("")}</call>`;
}

/** Two uses of the room, one attempt by two protocols, one call of seconds. */
export const fewCalls: readonly CdrRecord[] = [
  { start: "02/Mar/2019 10:00:00", end: "02/Mar/2019 10:30:00", duration: "0:30:00", number: "660001", conference: 1 },
  { start: "02/Mar/2019 10:32:00", end: "02/Mar/2019 10:52:00", duration: "0:20:00", number: "660001", conference: 2 },
  rollOver("05/Jul/2019 14:00:00", "05/Jul/2019 14:00:04", "h323", 3),
  rollOver("05/Jul/2019 14:00:05", "05/Jul/2019 14:00:09", "sip", 4),
  { start: "06/Jul/2019 09:00:00", end: "06/Jul/2019 09:00:20", duration: "0:00:20", number: "660009", conference: 5, direction: "In" },
  { start: "07/Jul/2019 09:00:00", end: "07/Jul/2019 10:00:00", duration: "1:00:00", number: "660009", conference: 6, direction: "In" },
];

function rollOver(start: string, end: string, protocol: "h323" | "sip", conference: number): CdrRecord {
  const reason = '"Failed Attempt. Rolling Over."';
  return { start, end, duration: "0:00:00", number: "salle2@visio.example", protocol, conference, reason, cause: 20 };
}
