/**
 * @param {number} wanted
 * @param {string} found
 */
export function nodeTooOld(wanted, found) {
  return `Vigie demande Node ${wanted} ou plus récent ; celui-ci est le ${found}.
Dans le dossier du projet, « npx vigie … » et « npm start » emploient le bon, installé par « npm ci ».
`;
}
