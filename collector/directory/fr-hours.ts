const frenchDays: Readonly<Record<string, string>> = { lu: "Mo", ma: "Tu", me: "We", je: "Th", ve: "Fr", sa: "Sa", di: "Su" };
const frenchMonths: readonly (readonly [RegExp, string])[] = [
  [/^janv|^january/i, "Jan"],
  [/^f[ée]v|^february/i, "Feb"],
  [/^mars|^march/i, "Mar"],
  [/^avr|^april/i, "Apr"],
  [/^mai/i, "May"],
  [/^juin|^june/i, "Jun"],
  [/^juil|^july/i, "Jul"],
  [/^ao[uû]|^august/i, "Aug"],
  [/^sept/i, "Sep"],
  [/^octo/i, "Oct"],
  [/^novem/i, "Nov"],
  [/^d[ée]c/i, "Dec"],
];
const englishWords = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"].concat([
  "Mo",
  "Tu",
  "We",
  "Th",
  "Fr",
  "Sa",
  "Su",
  "PH",
]);
const wordList = "Mo, Tu, We, Th, Fr, Sa, Su du lundi au dimanche, PH pour les jours fériés, et avant eux des dates : Jul-Aug, Dec 24-31";

/** What is wrong with opening hours. */
export const openingHoursFr = {
  inRule: (place: number, sentence: string) => `règle n° ${place} : ${sentence}`,
  empty: "les horaires d'ouverture ne doivent pas être vides ; par exemple : Mo-Fr 09:00-12:30,13:30-18:00; PH off",
  emptyRule: "règle vide : un point-virgule de trop",
  alwaysIsAlone: "« 24/7 » s'écrit seul",
  noSpan: (rule: string) => `« ${rule} » : il manque une plage horaire, par exemple 09:00-18:00, ou « off »`,
  unreadableRule: (rule: string) => `« ${rule} » n'est pas une règle lisible ; par exemple : Mo-Fr 09:00-18:00`,
  unknownDay: (word: string) => {
    const nearest = meantBy(word);
    return `jour inconnu « ${word} »${nearest === null ? "" : ` (vouliez-vous écrire « ${nearest} » ?)`} ; attendu : ${wordList}`;
  },
  notASpan: (text: string) =>
    `« ${text} » n'est pas une plage horaire ; attendu : HH:MM-HH:MM, par exemple 09:00-12:30${/^[A-Z]/.test(text) ? " ; d'autres jours vont après un point-virgule" : ""}`,
  notATime: (text: string) => `« ${text} » : une heure va de 00:00 à 23:59, et 24:00 pour une fin`,
  noLength: (text: string) => `« ${text} » : le début et la fin sont les mêmes ; pour toute la journée, écrire 00:00-24:00`,
  overlap: (text: string) => `« ${text} » : deux plages se chevauchent`,
  neverOpen: "aucune plage d'ouverture : la disponibilité de ce site ne pourrait jamais être mesurée",
  noSuchDate: (text: string) => `« ${text} » : ce mois n'a pas ce jour`,
  monthAndDate: (text: string) => `« ${text} » mêle un mois entier et une date ; attendu : Jul-Aug, ou Jul 05-Aug 31`,
  datesBackwards: (text: string) => `« ${text} » finit avant de commencer ; pour passer d'une année à l'autre : Dec 24-Jan 02`,
  dayBeforeMonth: (rule: string) => `« ${rule} » : une date s'écrit le mois d'abord, en anglais, puis le jour : Dec 25`,
  schoolHolidays: (rule: string) =>
    `« ${rule} » : SH (vacances scolaires) n'est pas admis, leurs dates changent chaque année par arrêté ; les écrire : « closures » pour une fermeture, ou des horaires datés`,
  weeks: (rule: string) =>
    `« ${rule} » : les numéros de semaine (week) ne sont pas admis ; écrire des mois ou des dates, par exemple Jul 05-Aug 31`,
  years: (rule: string) =>
    `« ${rule} » : une année n'a pas sa place ici ; pour une seule fois, écrire « closures », et pour un changement durable, des horaires datés (from)`,
  sun: (rule: string) => `« ${rule} » : le lever et le coucher du soleil ne sont pas admis ; écrire des heures`,
  nthDay: (rule: string) => `« ${rule} » : un jour du mois tel que Mo[1] n'est pas admis ; écrire les jours de la semaine ou des dates`,
} as const;

/** The word of OSM that a French or a whole English word stands for. */
function meantBy(word: string): string | null {
  const month = frenchMonths.find(([sign]) => sign.test(word))?.[1];
  const start = word.slice(0, 2).toLowerCase();
  const exact = englishWords.find((known) => known.toLowerCase() === word.toLowerCase());
  return month ?? exact ?? frenchDays[start] ?? englishWords.find((known) => known.toLowerCase() === start) ?? null;
}
