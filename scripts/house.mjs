import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zones } from './house/zones.mjs';
import { root } from './setup/root.mjs';

/** `npm run house`: writes the lint rules that keep the rooms of src apart, from scripts/house/rooms.mjs. */
writeFileSync(join(root, 'biome.house.json'), zones());
