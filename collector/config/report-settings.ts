import { type Static, Type } from "typebox";
import type { Report } from "../../settings/read-yaml.ts";
import type { Secret } from "../../settings/secret.ts";
import type { SideFiles } from "../../settings/side-files.ts";
import type { Sifted } from "../../settings/sifted.ts";
import { checksFr, expected, reportChecksFr } from "./fr.ts";

const strict = { additionalProperties: false };
const File = Type.String({ minLength: 1, maxLength: 4096 });
const Address = Type.String({ pattern: '^[^@\\s<>,;"]+@[^@\\s<>,;"]+$', maxLength: 254, expected: expected.mailAddress });

const Mail = Type.Object(
  {
    host: Type.String({ minLength: 1, maxLength: 253, pattern: "^[A-Za-z0-9._:-]*$", expected: expected.host }),
    port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
    tls: Type.Optional(Type.Enum(["starttls", "implicit", "none"])),
    user: Type.Optional(Type.String({ minLength: 1, maxLength: 254 })),
    passwordFile: Type.Optional(File),
    caFile: Type.Optional(File),
    from: Address,
    to: Type.Array(Address, { minItems: 1, maxItems: 50, uniqueItems: true }),
  },
  strict,
);

/** `report` of collector.yml: the quarterly report is issued by itself, and sent. */
export const ReportDocument = Type.Object(
  {
    workingDay: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    folder: Type.Optional(File),
    mail: Type.Optional(Mail),
  },
  strict,
);
type ReportDocument = Static<typeof ReportDocument>;

export interface ReportSettings {
  /** The report is due on the nth working day after the quarter. */
  readonly workingDay: number;
  /** Where each issued report is dropped; null: nowhere. */
  readonly folder: string | null;
  /** Null: it is not sent by mail. */
  readonly mail: ReportMailSettings | null;
}

interface ReportMailSettings {
  readonly host: string;
  readonly port: number;
  readonly tls: "starttls" | "implicit" | "none";
  readonly login: { readonly user: string; readonly password: Secret } | null;
  readonly caPem: string | null;
  readonly from: string;
  readonly to: readonly string[];
}

const defaultWorkingDay = 5;
const usualPorts = { starttls: 587, implicit: 465, none: 25 } as const;

export function reportSettingsOf({ workingDay, folder, mail }: ReportDocument, files: SideFiles): ReportSettings {
  return {
    workingDay: workingDay ?? defaultWorkingDay,
    folder: folder === undefined ? null : files.pathOf(folder),
    mail: mail === undefined ? null : mailOf(mail, files),
  };
}

function mailOf({ user, passwordFile, caFile, ...mail }: NonNullable<ReportDocument["mail"]>, files: SideFiles): ReportMailSettings {
  const tls = mail.tls ?? "starttls";
  return {
    host: mail.host,
    port: mail.port ?? usualPorts[tls],
    tls,
    login: user === undefined || passwordFile === undefined ? null : { user, password: files.secret(passwordFile) },
    caPem: caFile === undefined ? null : files.pem(caFile),
    from: mail.from,
    to: mail.to,
  };
}

export function checkReport(report: Sifted<ReportDocument> | undefined, files: SideFiles, tell: Report): void {
  const mail = report?.mail;
  if (mail === undefined) return;
  files.checkSecret(mail.passwordFile, ["report", "mail", "passwordFile"], tell);
  files.checkPem(mail.caFile, ["report", "mail", "caFile"], tell);
  if ("user" in mail !== "passwordFile" in mail) tell(["report", "mail"], checksFr.loginIncomplete);
  if (mail.tls === "none" && "user" in mail) tell(["report", "mail", "tls"], reportChecksFr.loginInClear);
}
