/** What is wrong with opening hours, as a sentence for who wrote them. */
export class HoursProblem extends Error {}
