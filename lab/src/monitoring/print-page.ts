import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../effective.js';
import { keptScaling, pageWith } from './scaling-page.js';

/** The page as it has to be, without a run: for the test that compares. */
const kept = keptScaling();
process.stdout.write(kept === undefined ? readFileSync(join(ROOT, 'docs', 'monitoring.md'), 'utf8') : pageWith(kept));
