import { packages, places, rooms, roomsOfBatch } from './rooms.mjs';

/** Biome's configuration that holds the imports of every room, one line a room. */
export function zones() {
  return `{\n  "overrides": [\n${places.map((place) => `    ${JSON.stringify(zone(place))}`).join(',\n')}\n  ]\n}\n`;
}

/** @param {string} place */
function zone(place) {
  const group = [...otherRooms(place), ...otherRoomsOfBatch(place), ...otherPackages(place)];
  const message = `src/${place} may not import this: see scripts/house/rooms.mjs.`;
  const noRestrictedImports = { level: 'error', options: { patterns: [{ group, message }] } };
  return { includes: [`src/${place}/**`], linter: { rules: { style: { noRestrictedImports } } } };
}

/** The rooms and folders beside src that a place may not import. @param {string} place */
function otherRooms(place) {
  const [own = ''] = place.split('/');
  const refused = except(rooms, own);
  // Out of src/batch and back in would get around what its own rooms may import.
  const detour = own === 'batch' ? ['batch'] : [];
  return [...refused, ...detour, 'test', 'bench', 'scripts'].map((room) => `**/${room}/**`);
}

/** The rooms of src/batch that one of them may not import, from its folder and from two folders inside it. @param {string} place */
function otherRoomsOfBatch(place) {
  const [, own] = place.split('/');
  if (own === undefined) return [];
  return except(roomsOfBatch, own).flatMap((room) => [1, 2, 3].map((up) => `${'../'.repeat(up)}${room}/**`));
}

/** @param {string} place */
function otherPackages(place) {
  const [room = ''] = place.split('/');
  return Object.entries(packages).flatMap(([name, its]) =>
    its.split(' ').some((one) => one === room || one === place) ? [] : [name, `${name}/**`],
  );
}

/**
 * All names of a table but one and those that it may import.
 * @param {Readonly<Record<string, string>>} table
 * @param {string} own
 */
function except(table, own) {
  const allowed = [own, ...(table[own] ?? '').split(' ')];
  return Object.keys(table).filter((name) => !allowed.includes(name));
}
