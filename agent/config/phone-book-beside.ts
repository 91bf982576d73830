import { type KeyPath, type Problem, SettingsError } from "../../settings/problem.ts";
import type { Report } from "../../settings/read-yaml.ts";
import type { SideFiles } from "../../settings/side-files.ts";
import { loadPhoneBook } from "../far-ends/load-phone-book.ts";
import type { PhoneBook } from "../far-ends/phone-book.ts";

/** The phone book that agent.yml names: its problems have lines of their own, and are told with those of agent.yml. */
export interface PhoneBookBeside {
  /** Reads it. An absent or faulty key is left alone: its problem is told already. */
  check(name: string | undefined, key: KeyPath, report: Report): void;
  readonly problems: readonly Problem[];
  /** Null: agent.yml names none. */
  read(): PhoneBook | null;
}

export function phoneBookBeside(files: Pick<SideFiles, "pathOf" | "checkReadable">): PhoneBookBeside {
  const problems: Problem[] = [];
  let phoneBook: PhoneBook | null = null;
  return {
    check(name, key, report) {
      if (name === undefined || !files.checkReadable(name, key, report)) return;
      try {
        phoneBook = loadPhoneBook(files.pathOf(name));
      } catch (error) {
        problems.push(...problemsOf(error));
      }
    },
    problems,
    read: () => phoneBook,
  };
}

/** Reads a settings file whose checks read the phone book; throws a SettingsError with the problems of both. */
export function withProblemsOf<Document>(phoneBook: PhoneBookBeside, read: () => Document): Document {
  let document: Document;
  try {
    document = read();
  } catch (error) {
    throw new SettingsError([...problemsOf(error), ...phoneBook.problems]);
  }
  if (phoneBook.problems.length > 0) throw new SettingsError(phoneBook.problems);
  return document;
}

function problemsOf(error: unknown): readonly Problem[] {
  if (error instanceof SettingsError) return error.problems;
  throw error;
}
