export const superviseFr = {
  /** For `systemctl status`. */
  status: ({ codecs, answering, waiting }: { readonly codecs: number; readonly answering: number; readonly waiting: number }): string =>
    `${codecs} équipement${codecs < 2 ? "" : "s"}, ${answering} en réponse ; file d'envoi : ${waiting}`,
} as const;
