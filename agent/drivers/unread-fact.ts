/** What is known that codecs of a family tell, and that is not asked or not kept. */
export interface UnreadFact {
  /** Families; none: whoever speaks SNMP. */
  readonly families: readonly string[];
  /** As its document names it. */
  readonly names: readonly string[];
  readonly why: string;
}

export const personal = "names or reaches people, or says where they are: it stays in the room";
export const setting = "a setting, which says nothing of how the codec is doing";
export const oldNews = "told by another reading, or the same for every codec of a model";
