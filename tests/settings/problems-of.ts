import { SettingsError } from "../../settings/problem.ts";

/** What a person reads when settings are refused, one problem a line, without the folder; or "" when nothing is refused. */
export function problemsOf(read: () => unknown, folder = ""): string {
  try {
    read();
    return "";
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return `${error.message}\n`.replaceAll(`${folder}/`, "");
  }
}
