import { basename } from "node:path";

const code = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

/** Why the system would not give a file. */
export function unreadableFr(error: unknown): string {
  switch (code(error)) {
    case "ENOENT":
      return "fichier introuvable";
    case "EACCES":
    case "EPERM":
      return "lecture interdite par les droits du fichier";
    case "EISDIR":
      return "c'est un dossier, un fichier est attendu";
    default:
      return `lecture impossible (${String(code(error) ?? "cause inconnue")})`;
  }
}

const octal = (mode: number): string => mode.toString(8).padStart(4, "0");

/** Problems of a secret's file. The path is shown, never the content. */
export const secretFr = {
  tooOpen: (path: string, mode: number) => `droits trop larges sur ${basename(path)} (${octal(mode)}), attendu 0600`,
  tooLong: (path: string, maxBytes: number) => `${basename(path)} dépasse ${maxBytes} octets : ce n'est pas un secret`,
  empty: (path: string) => `${basename(path)} est vide`,
  notOneLine: (path: string) => `${basename(path)} doit contenir le secret seul, sur une seule ligne`,
  unreadable: (path: string, error: unknown) => `${path} : ${unreadableFr(error)}`,
} as const;
