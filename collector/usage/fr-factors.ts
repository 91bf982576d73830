/** As a reader finds them again. Driving only. */
export const co2Sources = {
  diesel: "ADEME, Nos Gestes Climat 4.10.2 : voiture diesel moyenne, usage seul",
  thermal: "ADEME, Impact CO2 : voiture thermique, usage seul (Base Carbone), jusqu'au 4 mai 2026",
  petrol: "ADEME, Nos Gestes Climat 4.10.2 : voiture essence moyenne, usage seul",
} as const;
