import { join } from 'node:path';
import { Kept } from './kept.js';
import { pageFiles } from './page.js';

/** The page and its plots as they have to be, as JSON: for the test that compares. */
process.stdout.write(JSON.stringify(Object.fromEntries(pageFiles(new Kept(join(import.meta.dirname, '..', '..', '..', 'docs')).read()))));
