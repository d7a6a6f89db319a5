import { keptAttacks, pageOfAttacks } from './attack-page.js';
import { keptRights, pageOfRights } from './rights-page.js';

const PAGES: Readonly<Record<string, () => string>> = { rights: () => pageOfRights(keptRights()), attacks: () => pageOfAttacks(keptAttacks()) };

/** A page as it has to be, without a run: after a change of a text, and for the test that compares. Argument: which one. */
process.stdout.write(PAGES[process.argv[2] ?? '']!());
