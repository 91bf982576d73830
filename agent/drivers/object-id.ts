/** Whether an object identifier is `root` or a number below it; both without final dot. */
export const isUnder = (objectId: string, root: string): boolean => `${objectId}.`.startsWith(`${root}.`);
