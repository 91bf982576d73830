/** What a value must look like, after « attendu : ». */
export const expected = {
  host: "un nom de machine ou une adresse IP",
  influxUrl: "une adresse http:// ou https://",
} as const;
